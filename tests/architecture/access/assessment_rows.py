"""Who may open which address of the yearly assessment; see matrix.py."""

from tests.architecture.access.row import BOTH, EVERYBODY, OVERSEERS, SIGNED_IN, STAFF, Row

COMPUTING = {"supervisor"}
DRAFT_STEP = {"refused": OVERSEERS - COMPUTING}

ROWS = {
    "public_assessments": Row(EVERYBODY),
    "public_assessment": [Row(EVERYBODY, "assessed_year"), Row(set(), "no_year", public=True)],
    "public_assessment_word": [Row(EVERYBODY, "assessed_year"), Row(set(), "no_year", public=True)],
    "public_assessment_agency": [Row(EVERYBODY, "assessed_agency"), Row(set(), "no_agency_of_a_year", public=True)],
    "public_assessment_agency_word": [Row(EVERYBODY, "assessed_agency"), Row(set(), "no_agency_of_a_year", public=True)],
    "assessments": Row(SIGNED_IN),
    "assessment_new": Row(COMPUTING, methods=BOTH, refused=SIGNED_IN - COMPUTING),
    "assessment": [Row(OVERSEERS, "draft_assessment"), Row(STAFF, "published_assessment")],
    "assessment_rows": [Row(OVERSEERS, "draft_assessment"), Row(STAFF, "published_assessment")],
    "assessment_compute": Row(COMPUTING, "draft_assessment", BOTH, **DRAFT_STEP),
    "assessment_publish": Row(COMPUTING, "draft_assessment", BOTH, **DRAFT_STEP),
    "assessment_discard": Row(COMPUTING, "draft_assessment", BOTH, **DRAFT_STEP),
}
