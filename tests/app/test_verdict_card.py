"""The verdict with every number behind it, in the unit of the model's scores."""

from dataclasses import replace

import pytest
from PyQt5.QtWidgets import QLabel

from app.domain import Decision, Quality, Verdict, Verification
from app.pages.verify_page import VerifyPage
from app.widgets.llr_scale import TakeScores
from app.widgets.verdict_card import VerdictCard
from tests.app.stage import ADA, GRACE, make_sound, texts


def verification(verdict, llr=4.2):
    decision = Decision(
        verdict, 0.612, 0.612, False, -0.012, llr, "moderate support for the same speaker", "67 times more likely."
    )
    return Verification(ADA, decision, Quality(5.0, 4.8, None, 0.0, -3.0), (0.61, -0.1), (0.61, -0.1), "tiny-1")


@pytest.mark.parametrize(
    ("verdict", "word", "tone"),
    [
        (Verdict.SUPPORTS, "Supports", "supports"),
        (Verdict.DOES_NOT_SUPPORT, "Does not support", "rejects"),
        (Verdict.CANNOT_TELL, "Cannot tell", "unsure"),
    ],
)
def test_verdict_has_a_word_and_a_tone(add, verdict, word, tone):
    card = add(VerdictCard)
    card.show_verification(verification(verdict), band=0.7)
    assert card.word.text() == word
    assert card.property("tone") == tone
    assert not card._icon.pixmap().isNull()


def test_verdict_shows_every_number(add):
    card = add(VerdictCard)
    card.show_verification(verification(Verdict.SUPPORTS), band=0.7)
    words = " ".join(texts(card))
    for shown in (
        "0.612 (threshold −0.012)",
        "moderate support",
        "67 times",
        "4.8 s, SNR not measurable",
        "tiny-1",
        "Ada",
    ):
        assert shown in words
    assert card.scale.accessibleName() == "Log-likelihood ratio +4.2"
    assert card.scores.accessibleName() == "0.61, -0.10"


@pytest.fixture
def normalized():
    """An answer above what is usual; its cosine is a detail."""
    answer = verification(Verdict.SUPPORTS)
    decision = replace(answer.decision, score=0.2061, cosine=0.612, is_normalized=True, threshold=-0.1144)
    return replace(answer, decision=decision, take_scores=(0.312, -0.196), take_cosines=(0.7, 0.2))


def test_verdict_of_normalised_scores_shows_both_numbers(add, normalized):
    card = add(VerdictCard)
    card.show()
    card.show_verification(normalized, band=0.7)
    figures = card._figures
    assert (figures["score"].text(), figures["cosine"].text()) == ("0.206 (threshold −0.114)", "0.612")
    assert "what is usual for them" in figures["score"].toolTip()
    assert figures["cosine"].isVisible() and card.scores.accessibleName() == "0.31, -0.20"
    card.show_verification(verification(Verdict.SUPPORTS), band=0.7)
    assert figures["score"].toolTip().startswith("Cosine similarity") and not figures["cosine"].isVisible()
    assert card.scores.accessibleName() == "0.61, -0.10"


@pytest.mark.parametrize(
    ("scores", "threshold", "limits"),
    [
        ((0.61, 0.4), 0.45, (0.0, 1.0)),
        ((0.61, -0.1), None, (-0.1, 1.0)),
        ((12.5, -3.0), 2.3, (-3.0, 12.5)),
        ((0.5,), 4.0, (0.0, 6.0)),
        ((2.0, float("nan")), -1.0, (-1.0, 2.0)),
        ((), 0.0, (0.0, 1.0)),
    ],
)
def test_all_that_is_compared_is_on_the_scale_of_the_takes(add, scores, threshold, limits):
    bars = add(TakeScores)
    bars.show_scores(scores, threshold)
    assert bars._limits == limits
    assert all(0.0 <= bars._share(score) <= 1.0 for score in scores if score == score)
    assert not bars.grab().isNull()


def test_of_many_takes_the_highest_and_the_lowest_are_shown_and_all_are_told(add):
    bars = add(TakeScores)
    bars.show_scores(tuple(number / 40 for number in range(40)), 0.4)
    assert bars._lines == [39, 38, 37, None, 2, 1, 0]
    assert bars.height() == 7 * bars._row
    assert len(bars.toolTip().splitlines()) == 40 and "Take 40: 0.97" in bars.toolTip()
    few = bars.grab().toImage()
    bars.show_scores((0.1,) * 7, 0.4)
    assert bars._lines == list(range(7)) and bars.grab().toImage() != few


def test_verdict_without_a_threshold_shows_the_score_alone(add):
    card = add(VerdictCard)
    answer = verification(Verdict.CANNOT_TELL, llr=0.0)
    decision = replace(answer.decision, threshold=None)
    card.show_verification(replace(answer, decision=decision), band=0.7)
    assert "0.612, no threshold" in texts(card)
    assert not card.grab().isNull()


def test_pointer_stays_on_the_scale(add):
    card = add(VerdictCard)
    card.scale.resize(400, 80)
    card.show_verification(verification(Verdict.SUPPORTS, llr=40.0), band=0.7)
    assert card.scale._x(40.0) == card.scale._x(8.0) < 400
    assert card.scale._x(-40.0) > 0
    assert not card.grab().isNull()


def test_verify_page_shows_score_threshold_and_cosine(qtbot, normalized, tmp_path):
    page, sound = VerifyPage(), make_sound()
    qtbot.addWidget(page)
    page.show_speakers([ADA, GRACE])
    page.choose_speaker(ADA)
    page.show_sound(sound)
    page.show_verification(normalized, sound, band=0.7)
    page.resize(1100, 760)
    page.show()
    shown = {label.text() for label in page.verdict.findChildren(QLabel) if label.isVisible()}
    assert {"Score", "0.206 (threshold −0.114)", "Cosine", "0.612"} <= shown
    assert page.grab().save(str(tmp_path / "verify.png"))


def test_suspicion_is_told_as_experimental_and_changes_no_word_of_the_verdict(add):
    plain, suspected = add(VerdictCard), add(VerdictCard)
    answer = verification(Verdict.SUPPORTS)
    plain.show_verification(answer, band=2.0)
    suspected.show_verification(replace(answer, suspicions=("loudspeaker",)), band=2.0)
    assert suspected.suspicions.text().startswith("Experimental: signs of a loudspeaker")
    assert (suspected.word.text(), suspected.sentence.text()) == (plain.word.text(), plain.sentence.text())
    assert plain.suspicions.isHidden() and not suspected.suspicions.isHidden()
    suspected.show_verification(answer, band=2.0)
    assert suspected.suspicions.isHidden()
