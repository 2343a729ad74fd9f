"""Security services by their names, in every language of trade (Annex II, EU008; Art. 5)."""

from __future__ import annotations

import pytest

from tests.assessment.test_statements_that_differ import released

# Who excludes EU007 and EU008: security services by their names.


@pytest.mark.parametrize(
    "name",
    [
        "Direction Générale de la Sûreté Nationale", "Ministère de l’Intérieur", "Ministerium des Innern", "Ministry of Interior",
        "Bayerisches Staatsministerium des Innern", "Innenministerium", "Ministerio del Interior", "Ministério do Interior",
        "Ministero dell'Interno", "Ministerstwo Spraw Wewnętrznych", "T.C. İçişleri Bakanlığı", "Ministerie van Binnenlandse Zaken",
        "Wizarat al-Dakhiliya", "National Security Agency", "State Security Department", "Homeland Security Department",
        "Bundesamt für Verfassungsschutz", "Landeskriminalamt", "Bundesnachrichtendienst", "Nationale Sicherheitsbehörde",
        "Direction de la surveillance du territoire", "Agencia Brasileira de Inteligência", "Servicio Nacional de Inteligencia",
        "Agencja Wywiadu", "Millî İstihbarat Teşkilatı", "Algemene Inlichtingendienst", "Mukhabarat", "Presidential Guard",
        "Garde nationale", "Guardia Nacional", "Guarda Nacional Republicana", "Guardia di Finanza", "Gendarmerie Royale",
        "Żandarmeria Wojskowa", "Koninklijke Marechaussee", "Haras al-Watani", "Border Guard", "Gardes-côtes", "Bundespolizei",
    ],
)  # fmt: skip
def test_a_security_service_is_known_by_its_name(name: str) -> None:
    """Annex II, EU008, and Art. 5: that it is none was stated, and its name says otherwise."""
    assert "exclude a security end use" in released(_sold_to(name))[2]


@pytest.mark.parametrize(
    "name",
    [
        "Interior Design Studio", "Ministry of Education", "Business Intelligence GmbH", "Home Security Systems", "Guardian Glass",
        "National Guarantee Bank", "Social Security Fund", "Caisse nationale de sécurité sociale", "Seguros La Nacional",
        "Food Safety Authority", "Ministerium für Wirtschaft", "Kriminaltheater", "Dakhiliya Cement", "Instituto de Interiores",
    ],
)  # fmt: skip
def test_whoever_has_an_ordinary_name_is_none(name: str) -> None:
    assert "exclude a security end use" not in released(_sold_to(name))[2]


def _sold_to(name: str) -> dict[str, object]:
    return {
        "destination": "BR", "purchasing_country": "BR", "items.0.entries": ["5A002.a"], "parties.0.name": name,
        "parties.0.country": "BR", "parties.0.service": "none",
    }  # fmt: skip
