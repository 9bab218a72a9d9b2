"""Made-up answers for the tests of what shows them."""

from app.domain import Candidate, Decision, Identification, Quality, Segment, Speaker, Stranger, Timeline, Verdict
from tests.app.stage import ADA, GRACE

QUALITY = Quality(10.0, 8.0, 30.0, 0.0, -10.0)
EVE = Speaker(3, "Eve", "2026-11-20T10:00:00+00:00", 1, 6.0)


def decided(verdict, llr=4.0, reason="So it is."):
    return Decision(verdict, 6.0, 0.6, True, 1.2, llr, "moderate support", reason)


def answer_of(*llrs, verdict=Verdict.SUPPORTS, names="Candidate {:05}"):
    """An identification of as many candidates as there are ratios, each with twice its ratio as score."""
    speakers = [Speaker(i, names.format(i), "2026-11-20", 1, 6.0) for i in range(len(llrs))]
    candidates = tuple(Candidate(speaker, 2 * llr, 0.5, llr) for speaker, llr in zip(speakers, llrs, strict=True))
    stranger = Stranger(0.0, 0.0, sum(llr > 0 for llr in llrs), "Some fit better than a stranger does.")
    margin = candidates[0].score - candidates[1].score if len(llrs) > 1 else None
    return Identification(candidates, stranger, decided(verdict, llrs[0]), margin, QUALITY, "tiny-1")


def conversation_of_three():
    """Grace, Ada and Eve, of whom the last is a stranger; once it cannot be told who talks."""
    segments = (
        Segment(0.5, 2.5, GRACE, decided(Verdict.SUPPORTS)),
        Segment(3.0, 4.0, ADA, decided(Verdict.CANNOT_TELL, 0.1, "Too short.")),
        Segment(4.0, 6.0, ADA, decided(Verdict.SUPPORTS)),
        Segment(6.5, 7.0, EVE, decided(Verdict.DOES_NOT_SUPPORT, -3.0)),
        Segment(7.0, 8.5, GRACE, decided(Verdict.SUPPORTS)),
    )
    return Timeline(segments, (ADA, GRACE, EVE), QUALITY, "talk.wav", "tiny-1")
