"""What a person says against what onrecord worked out: kept beside the findings, applied whenever they are worked out anew."""

from typing import Literal

from onrecord.model.base import Evidence, Record

CorrectionKind = Literal[
    "same_entity",
    "not_same_entity",
    "split_entity",
    "speaker",
    "not_a_claim",
    "same_story",
    "not_same_story",
    "same_copy",
    "not_copy",
]


class Correction(Record, frozen=True):
    """One judgement of a user. Things are named by the characters they stand on, which never move, not by ids, which do.

    - same_entity: `subject` holds a mention of each entity that is one and the same.
    - not_same_entity: `subject` holds a mention of each of the entities that are not the same, pair by pair.
    - split_entity: `subject` holds the mentions that are an entity of their own; `against` a mention or more of what they are apart from
      (empty: of everything else).
    - speaker: `subject` holds the content of a quotation; `against` a mention of who said it (empty: nobody that is named).
    - not_a_claim: `subject` holds the characters.
    - same_story, not_same_story, same_copy, not_copy: `reports` holds the ids.
    """

    kind: CorrectionKind
    subject: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    reports: tuple[str, ...] = ()
    made_by: str = ""
    made_at: str = ""  # ISO 8601
    note: str = ""  # the user's reason, shown by `onrecord explain`
