"""What does the authority decide? The work of exporters and authorities: applications, cases, decisions.

What a kind of authorisation asks for is one manifest each (``kinds/*.toml``) over the forms of Annex III (``forms/*.toml``), read without
any framework. Everything that needs a database stands in the Django apps beside.
"""
