"""Where the pages stand. Of the pages of django-allauth those are here that people need, by the names under which it looks for them."""

from __future__ import annotations

from django.urls import path, re_path

from dualuse.portal.pages import account, cases, signing_in

_FORM = r"^cases/(?P<reference>[A-Za-z0-9-]+)/(?P<action>propose|countersign|return)$"

urlpatterns = [
    path("", account.home, name="home"),
    path("sign-in", signing_in.sign_in, name="account_login"),
    path("sign-in/code", signing_in.enter_code, name="mfa_authenticate"),
    re_path(r"^sign-in/(?P<provider_id>oidc)$", signing_in.to_provider, name="openid_connect_login"),
    re_path(
        r"^sign-in/(?P<provider_id>oidc)/back$", signing_in.from_provider, name="openid_connect_callback"
    ),
    path("sign-out", signing_in.sign_out, name="account_logout"),
    path("stranger", signing_in.nobody_signs_up, name="account_signup"),
    path("stranger/left", signing_in.nobody_signs_up, name="account_inactive"),
    path("stranger/provider", signing_in.nobody_signs_up, name="socialaccount_signup"),
    path("stranger/cancelled", signing_in.nobody_signs_up, name="socialaccount_login_cancelled"),
    path("invited/<str:secret>", signing_in.invited, name="invited"),
    path("second-factor", signing_in.set_up_second_factor, name="set_up"),
    path("recovery-codes", signing_in.recovery_codes, name="recovery_codes"),
    path("account", account.account, name="account"),
    path("account/tokens/take-back", account.take_back_token, name="take_back_token"),
    path("cases", cases.cases, name="cases"),
    re_path(_FORM, cases.confirm, name="confirm"),
    re_path(r"^cases/(?P<reference>[A-Za-z0-9-]+)$", cases.case, name="case"),
    re_path(
        r"^cases/(?P<reference>[A-Za-z0-9-]+)/documents/(?P<number>[A-Za-z0-9-]+)$",
        cases.document,
        name="document",
    ),
]
