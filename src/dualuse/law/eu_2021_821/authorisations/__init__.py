"""The Union general export authorisations EU001 to EU008 of Annex II, and Section I, as data."""
