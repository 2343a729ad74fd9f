"""An internal compliance programme, examined against its seven core elements, and attested by a person of the management.

Art. 2(21), Art. 12(4) third subparagraph and Annex II, Section G of Regulation (EU) 2021/821; Recommendation (EU) 2019/1318.
"""

from dualuse.diligence.icp.model import (
    PURPOSES,
    Attester,
    ElementResult,
    Group,
    IcpResult,
    Lack,
    Programme,
    Purpose,
    PurposeResult,
    Question,
    Questionnaire,
    QuestionResult,
)
from dualuse.diligence.icp.questionnaire import questionnaire
from dualuse.diligence.icp.reading import programme_from, read_programme
from dualuse.diligence.icp.result import examined, icp_fact

__all__ = [
    "PURPOSES",
    "Attester",
    "ElementResult",
    "Group",
    "IcpResult",
    "Lack",
    "Programme",
    "Purpose",
    "PurposeResult",
    "Question",
    "QuestionResult",
    "Questionnaire",
    "examined",
    "icp_fact",
    "programme_from",
    "questionnaire",
    "read_programme",
]
