"""What the world map has to know beyond its data: codes, parts with a code of their own, and coordinates.

Coordinates are degrees east and north, to about a kilometre; they place a mark, not a border.
"""

from __future__ import annotations

from typing import Final

DROPPED: Final = {"ATA", "KAS"}
"""Antarctica, which is no destination; the Siachen glacier, which the data gives to nobody and neither do we."""

MERGED: Final = {"CYN": "CY", "SOL": "SO", "XKX": "XK", "ATC": "AU"}
"""Shapes of the data (``a3``) that belong to another place, or have no number in ISO 3166-1: northern Cyprus is
Cyprus (Protocol 10 to the Act of Accession of 2003), Somaliland is Somalia, Ashmore and Cartier is Australia."""

PARTS: Final[dict[str, dict[str, tuple[float, float, float, float]]]] = {
    "FR": {
        "GF": (-55, 2, -51, 6),
        "GP": (-62, 15.8, -61, 16.6),
        "MQ": (-61.5, 14.2, -60.5, 15),
        "RE": (55, -22, 56, -20),
        "YT": (45, -13.2, 45.4, -12.5),
    },
    "NO": {"SJ": (-10, 70.5, 35, 81)},
    "NL": {"BQ": (-69, 12, -62, 18)},
    "NZ": {"TK": (-173, -10, -171, -8)},
    "IOA": {"CX": (105, -11, 106, -10), "CC": (96, -13, 97, -11)},
}
"""Parts of a shape of the data that have a code of their own: west, south, east, north of their middles.
The North Cape's islands lie within Svalbard's box, but see ``NOT_PARTS``."""

NOT_PARTS: Final = {"SJ": (15, 70, 30, 72)}
"""Boxes within those of ``PARTS`` that stay where they are: the islands before Finnmark."""

ISO_NUMBERS: Final = (
    "AF004 AL008 DZ012 AS016 AD020 AO024 AG028 AZ031 AR032 AU036 AT040 BS044 BH048 BD050 AM051 BB052 BE056 BM060 "
    "BT064 BO068 BA070 BW072 BR076 BZ084 IO086 SB090 VG092 BN096 BG100 MM104 BI108 BY112 KH116 CM120 CA124 CV132 "
    "KY136 CF140 LK144 TD148 CL152 CN156 TW158 CO170 KM174 CG178 CD180 CK184 CR188 HR191 CU192 CY196 CZ203 BJ204 "
    "DK208 DM212 DO214 EC218 SV222 GQ226 ET231 ER232 EE233 FO234 FK238 GS239 FJ242 FI246 AX248 FR250 PF258 TF260 "
    "DJ262 GA266 GE268 GM270 PS275 DE276 GH288 KI296 GR300 GL304 GD308 GU316 GT320 GN324 GY328 HT332 HM334 HN340 "
    "HK344 HU348 IS352 IN356 ID360 IR364 IQ368 IE372 IL376 IT380 CI384 JM388 JP392 KZ398 JO400 KE404 KP408 KR410 "
    "KW414 KG417 LA418 LB422 LS426 LV428 LR430 LY434 LI438 LT440 LU442 MO446 MG450 MW454 MY458 MV462 ML466 MT470 "
    "MR478 MU480 MX484 MC492 MN496 MD498 ME499 MS500 MA504 MZ508 OM512 NA516 NR520 NP524 NL528 CW531 AW533 SX534 "
    "NC540 VU548 NZ554 NI558 NE562 NG566 NU570 NF574 NO578 MP580 FM583 MH584 PW585 PK586 PA591 PG598 PY600 PE604 "
    "PN612 PH608 PL616 PT620 GW624 TL626 PR630 QA634 RO642 RU643 RW646 BL652 SH654 KN659 AI660 LC662 MF663 PM666 "
    "VC670 SM674 ST678 SA682 SN686 RS688 SC690 SL694 SG702 SK703 VN704 SI705 SO706 ZA710 ZW716 ES724 SS728 SD729 "
    "EH732 SR740 SZ748 SE752 CH756 SY760 TJ762 TH764 TG768 TO776 TT780 AE784 TN788 TR792 TM795 TC796 TV798 UG800 "
    "UA804 MK807 EG818 GB826 GG831 JE832 IM833 TZ834 US840 VI850 BF854 UY858 UZ860 VE862 WF876 WS882 YE887 ZM894 "
    "VA336"
)
"""ISO 3166-1: alpha-2 and numeric code of the shapes of the data."""

ANCHORS: Final[dict[str, tuple[float, float]]] = {
    # Only the mark: the data at 1 : 50 million has no shape.
    "AQ": (-58.9, -62.2),  # King George Island, where most States' stations are
    "BV": (3.4, -54.4),
    "CC": (96.8, -12.2),
    "GI": (-5.35, 36.14),
    "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5),
    "UM": (-176.5, 0.2),  # Baker and Howland
    # Parts of a customs territory or State that a decision may name.
    "XC": (-5.31, 35.89),
    "XL": (-2.94, 35.29),
    "XI": (-6.7, 54.6),
    "DE-HELGOLAND": (7.89, 54.18),
    "DE-BUESINGEN": (8.69, 47.70),
    "IT-LIVIGNO": (10.13, 46.54),
    "CY-UKSBA": (32.97, 34.60),
    "CY-NORTH": (33.4, 35.25),
    "MD-SN": (29.6, 46.84),
    "GE-AB": (41.0, 43.0),
    "GE-OSSETIA": (43.97, 42.23),
    "UA-43": (34.1, 45.2),
    "UA-40": (33.52, 44.60),
    "UA-14": (37.8, 48.0),
    "UA-09": (39.3, 48.6),
    "UA-65": (33.9, 46.4),
    "UA-23": (35.8, 47.1),
    # The middle of the largest part is not where the reader looks for the place.
    "MY": (102.3, 3.9),  # the peninsula, not Borneo
    "ID": (107.6, -7.0),  # Java
    "NZ": (175.6, -38.6),  # the North Island
    "CN": (110.5, 33.5),  # not Qinghai
    "RU": (60.0, 58.5),  # the Urals, not Evenkia
    "CA": (-100.0, 54.5),
    "CL": (-70.8, -33.6),
    "SE": (15.2, 60.5),
    "NO": (9.2, 61.0),
    "FI": (25.8, 62.5),
    "GB": (-1.2, 52.6),
    "IT": (11.5, 43.6),
    "HR": (16.3, 45.6),
    "AT": (14.2, 47.5),
    "EG": (30.6, 28.5),
    "VN": (105.6, 20.6),
    "KI": (173.0, 1.4),  # Tarawa, not Christmas Island
    "FM": (158.2, 6.9),
    "PF": (-149.5, -17.6),
    "SC": (55.5, -4.7),
    "TF": (69.5, -49.3),
}
"""Where a place is marked, if not in the middle of its largest part."""
