"""Who may open which address of urging; see matrix.py."""

from tests.architecture.access.row import BOTH, CREDIT_OFFICE, OVERSEERS, OWN, SIGNED_IN, Row

ROWS = {
    "supervision": Row(OVERSEERS, refused=SIGNED_IN - OVERSEERS),
    "supervision_commitments": Row(OVERSEERS, refused=SIGNED_IN - OVERSEERS),
    "supervision_urging": Row(OVERSEERS, refused=SIGNED_IN - OVERSEERS),
    "urges": Row(SIGNED_IN),
    "urges_new": Row({"supervisor"}, methods=BOTH, refused=SIGNED_IN - {"supervisor"}),
    "commitment_urge": Row({"supervisor"}, "commitment", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
} | {
    # issued papers: who asked for one has it, and of a letter the agency that it is for and those who oversee
    name: [Row({"clerk"} | CREDIT_OFFICE, "issued_paper"), Row(OWN | OVERSEERS, "urging_letter")]
    for name in ("paper", "paper_pdf", "paper_word")
}
