"""Consent records: stored with the enrollment or not at all, and what follows when they end."""

from datetime import date, timedelta

import pytest
from sqlite_utils import Database as SqliteDatabase

from app.consent_terms import TEXT_VERSION
from app.domain import LeftOut
from app.errors import ConsentExpired, SpeakerExists, UserError
from app.services import consent as consent_module
from app.services.consent import ended, new_consent, today
from app.services.curation import CurationService
from app.store.curation import Curation
from app.store.gallery import Gallery
from app.store.migrations import migrations
from tests.app.samples import takes_of

LATER, LAST_YEAR = timedelta(days=30), timedelta(days=365)


@pytest.fixture
def tomorrow(monkeypatch):
    """Let the program believe that it is a month later."""
    later = today() + 2 * LATER
    return lambda: monkeypatch.setattr("app.services.consent.today", lambda: later)


def test_consent_is_stored_in_its_words_with_time_and_operator(enrollment, gallery):
    given = new_consent("Research", "Grace", today() + LATER)
    alba = enrollment.enroll("Alba", takes_of("Alba"), given)
    stored = gallery.consents()[alba.id]
    assert (stored.purpose, stored.operator, stored.text_version) == ("Research", "Grace", TEXT_VERSION)
    assert "for this purpose: Research." in stored.text
    assert date.fromisoformat(stored.expires_on) == today() + LATER
    assert stored.given_at.endswith("+00:00")
    assert gallery.last_operator() == "Grace"


def test_operator_is_who_is_logged_in_where_nobody_is_named(monkeypatch):
    monkeypatch.setattr(consent_module, "login_name", lambda: "ada")
    assert new_consent("Research").operator == "ada"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [({"purpose": " "}, "The purpose of the consent"), ({"purpose": "x", "operator": "a\x00b"}, "The operator of")],
)
def test_consent_for_nothing_is_refused(words, sentence):
    with pytest.raises(UserError, match=sentence):
        new_consent(**words)


def test_consent_that_has_ended_already_is_refused():
    with pytest.raises(UserError, match="would have ended already"):
        new_consent("Research", expires_on=today() - LATER)


def test_failed_enrollment_leaves_no_consent_behind(enrollment, gallery, tmp_path):
    enrollment.enroll("Alba", takes_of("Alba")[:1])
    with pytest.raises(SpeakerExists):
        enrollment.enroll("Alba", takes_of("Alba")[1:], new_consent("Research"))
    assert gallery.consents() == {}
    assert gallery.last_operator() is None


def test_enrollment_is_undone_where_its_consent_cannot_be_stored(enrollment, gallery, monkeypatch):
    def fail(*_):
        raise OSError("the disk is gone")

    monkeypatch.setattr("app.store.gallery.consents.insert", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        enrollment.enroll("Alba", takes_of("Alba")[:1], new_consent("Research"))
    assert gallery.speakers() == []


def test_latest_consent_counts_and_added_takes_may_leave_it_alone(enrollment, gallery):
    alba = enrollment.enroll("Alba", takes_of("Alba")[:1], new_consent("Research", expires_on=today()))
    enrollment.add_takes(alba, takes_of("Alba")[1:2])
    assert gallery.consents()[alba.id].purpose == "Research"
    enrollment.add_takes(alba, [], new_consent("Verification"))
    assert gallery.consents()[alba.id].expires_on is None
    assert gallery.speaker("Alba").n_takes == 2


def test_consent_goes_with_its_speaker_and_is_wiped(enrollment, gallery, tmp_path):
    alba = enrollment.enroll("Alba", takes_of("Alba")[:1], new_consent("Bookkeeping of moths", "Wilhelmina"))
    gallery.remove(alba.id)
    assert gallery.consents() == {}
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"moths" not in left and b"ilhelmina" not in left


def test_consent_holds_through_its_last_day(enrollment, verification, monkeypatch):
    enrollment.enroll("Alba", takes_of("Alba"), new_consent("Research", expires_on=today()))
    probe = takes_of("Alba", "test")[0]
    assert verification.verify("Alba", probe).speaker.name == "Alba"
    monkeypatch.setattr("app.services.consent.today", lambda: date.today() + LAST_YEAR)
    with pytest.raises(ConsentExpired, match=r"The consent of “Alba” ended on .*, so nothing is compared"):
        verification.verify("Alba", probe)


def test_expired_consent_leaves_a_speaker_out_of_identification(enrollment, verification, gallery, tomorrow):
    enrollment.enroll("Alba", takes_of("Alba"), new_consent("Research", expires_on=today() + LATER))
    enrollment.enroll("Bruno", takes_of("Bruno"))
    probe = takes_of("Alba", "test")[0]
    assert verification.identify(probe).left_out == ()
    tomorrow()
    answer = verification.identify(probe)
    assert [candidate.speaker.name for candidate in answer.candidates] == ["Bruno"]
    assert answer.left_out == verification.timeline(probe).left_out == (LeftOut("Alba", str(today() + LATER)),)
    with pytest.raises(ConsentExpired):
        verification.timeline(probe, [gallery.speaker("Alba")])
    gallery.remove(gallery.speaker("Bruno").id)
    with pytest.raises(ConsentExpired):
        verification.identify(probe)


def test_consent_that_ended_is_not_escaped_by_a_split(enrollment, verification, gallery, tmp_path, tomorrow):
    alba = enrollment.enroll("Alba", takes_of("Alba"), new_consent("Research", expires_on=today() + LATER))
    ids = [recording.id for recording in gallery.recordings(alba.id)]
    CurationService(gallery, Curation(tmp_path / "gallery.db")).split(alba, ids[:1], "Zoe")
    tomorrow()
    with pytest.raises(ConsentExpired, match="The consent of “Zoe” ended"):
        verification.verify("Zoe", takes_of("Alba", "test")[0])


def test_gallery_from_before_consents_keeps_its_speakers(tmp_path):
    path = tmp_path / "old.db"
    db = SqliteDatabase(path)
    migrations.apply(db, stop_before="m005_consents")
    db["speakers"].insert({"name": "Ada", "name_key": "ada", "created_at": "2026-01-01T00:00:00+00:00"})
    db["recordings"].insert(
        {
            "speaker_id": 1,
            "source": "a.wav",
            "created_at": "2026-01-01T00:00:00+00:00",
            "pcm_sha256": "0",
            "flac": b"",
            "duration_s": 2.0,
            "speech_s": 1.0,
            "snr_db": None,
            "clipped_fraction": 0.0,
            "peak_db": -3.0,
        }
    )
    db.close()
    gallery = Gallery(path)
    assert [speaker.name for speaker in gallery.speakers()] == ["Ada"]
    assert gallery.recordings(1)[0].quality.bandwidth_hz is None
    assert gallery.consents() == {}


def test_only_the_latest_consent_can_have_ended(enrollment, gallery, tomorrow):
    ada = enrollment.enroll("Alba", takes_of("Alba"), consent=new_consent("tests", expires_on=today()))
    gallery.add_takes(ada.id, [], "m1", new_consent("longer tests"))
    bob = enrollment.enroll("Bruno", takes_of("Bruno"), consent=new_consent("tests"))
    gallery.add_takes(bob.id, [], "m1", new_consent("shorter tests", expires_on=today()))
    tomorrow()
    assert ended(gallery) == {bob.id: gallery.consents()[bob.id]}


def test_leaving_somebody_out_is_done_once(enrollment, verification, tomorrow):
    enrollment.enroll("Alba", takes_of("Alba"), consent=new_consent("tests", expires_on=today()))
    enrollment.enroll("Bruno", takes_of("Bruno"), consent=new_consent("tests"))
    tomorrow()
    allowed = verification.enrolled()
    assert [speaker.name for speaker in allowed.speakers] == ["Bruno"]
    assert verification.enrolled() is allowed
