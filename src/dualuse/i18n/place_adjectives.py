"""Words for places beside their names: who and what comes from there, and towns from which their forces are led.

They tell whose army is meant (``sudanesische Armee``). A word that ends in ``*`` begins others. Of places that are looked for in
every text ``law/measures/general.toml`` has such words, and they are not written here again.
"""

from __future__ import annotations

from typing import Final

ADJECTIVES: Final[dict[str, tuple[str, ...]]] = {
    "AF": ("afghan", "afghanisch*", "afghane", "afgano", "afgana", "afegão", "afegã", "Kabul", "Kaboul", "Taliban"),
    "AM": ("Armenian", "armenisch*", "arménien*", "armenio", "armenia", "armeno", "armênio", "Yerevan", "Eriwan", "Erevan"),
    "AZ": (
        *("Azerbaijani", "Azeri", "aserbaidschanisch*", "azerbaïdjanais*", "azerbaiyano", "azerbaigiano"),
        *("Baku", "Bakou"),
    ),
    "CD": ("Congolese", "kongolesisch*", "congolais*", "congoleño", "congolês", "DR Congo", "DRC", "FARDC", "Kinshasa"),
    "CF": ("Central African", "zentralafrikanisch*", "centrafricain*", "centroafricano", "Bangui"),
    "CN": (
        *("Chinese", "chinesisch*", "chinois*", "chinês", "chinesa", "cinese"),
        *("Beijing", "Peking", "Pékin", "Pequim", "Pechino"),
    ),
    "HK": ("Hongkonger",),
    "HT": ("Haitian", "haitianisch*", "haïtien*", "haitiano", "Port-au-Prince"),
    "IQ": ("Iraqi", "irakisch*", "irakien*", "iraquí", "iraqiano", "iraquiano", "Baghdad", "Bagdad"),
    "LB": ("Lebanese", "libanesisch*", "libanais*", "libanés", "libanês", "libanese", "Beirut", "Beyrouth"),
    "LY": ("Libyan", "libysch*", "libyen", "libyenne", "libio", "líbio", "libico", "Tripoli", "Benghazi", "Bengasi"),
    "MM": (
        *("Myanmar", "Burmese", "birmanisch*", "myanmarisch*", "birman*", "Naypyidaw", "Naypyitaw"),
        *("Rangoon", "Rangun", "Yangon"),
    ),
    "MO": ("Macanese",),
    "SD": ("Sudanese", "sudanesisch*", "soudanais*", "sudanés", "sudanês", "Sudão", "Khartoum", "Khartum", "Jartum"),
    "SO": ("Somali", "Somalian", "somalisch*", "somalien*", "somalí", "Mogadishu", "Mogadischu", "Mogadiscio"),
    "SS": ("South Sudanese", "südsudanesisch*", "sud soudanais*", "Sudán del Sur", "Juba", "Dschuba"),
    "VE": (
        *("Venezuelan", "venezolanisch*", "vénézuélien*", "venezolano", "venezolana", "venezuelano", "venezuelana"),
        "Caracas",
    ),
    "YE": ("Yemeni", "jemenitisch*", "yéménite", "yemení", "iemenita", "Sanaa", "Sana'a"),
    "ZW": ("Zimbabwean", "simbabwisch*", "zimbabwéen*", "zimbabuense", "Harare"),
}  # fmt: skip
"""By code: adjectives, and the towns that stand for a government."""
