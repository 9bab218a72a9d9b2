"""Comparing a recording with one speaker's templates, or with everybody's; the scores are the encoder's scorer's."""

from contextlib import suppress
from dataclasses import replace

from app.domain import (
    Evidence,
    Identification,
    LeftOut,
    Quality,
    Stranger,
    Take,
    Timeline,
    Verification,
    WindowScore,
)
from app.errors import ConsentExpired, SpeakerGone, TooLittleSpeech, UserError
from app.said import marked, said
from app.services.consent import ended, login_name
from app.services.decision import DEFAULT_POINT, MIN_SPEECH_S, decide
from app.services.live_timeline import ConversationSoFar
from app.services.ranking import Ranking
from app.services.suspicion import suspicions
from app.services.templates import TemplateMatrix, make_missing
from app.services.timeline import who_speaks_when
from app.services.voice import embed_take, pcm_sha256
from app.version import VERSION
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.encoder import MIN_DURATION_S

_FITS = (
    marked("{n_above:,} of the {n:,} enrolled fits the recording better than a stranger does."),
    marked("{n_above:,} of the {n:,} enrolled fit the recording better than a stranger does."),
    marked("None of the {n:,} enrolled fits the recording better than a stranger does."),
    marked("The one enrolled does not fit the recording better than a stranger does."),
)
_FITS_ENOUGH = (  # where the operating point is not even
    marked("{n_above:,} of the {n:,} enrolled fits the recording better than a stranger does, "
           "by as much as the operating point asks."),
    marked("{n_above:,} of the {n:,} enrolled fit the recording better than a stranger does, "
           "by as much as the operating point asks."),
    marked("None of the {n:,} enrolled fits the recording better than a stranger does, "
           "by as much as the operating point asks."),
    marked("The one enrolled does not fit the recording better than a stranger does, "
           "by as much as the operating point asks."),
)  # fmt: skip


class VerificationService:
    """``operating_point`` is the one of the next answer; it may be changed at any time."""

    def __init__(self, gallery, models, operating_point=DEFAULT_POINT):
        self._gallery = gallery
        self._models = models
        self._matrix = TemplateMatrix(gallery)
        self._allowed = None, {}, None  # what ``_with_consent`` made last, and of what
        self.operating_point = operating_point

    def verify(self, speaker_name: str, take: Take, **told) -> Verification:
        """Is this the named speaker?  The question and its answer are logged as a trial.

        ``told`` is a ``progress`` that gets 0 to 1, here and below; it may raise, which ends the work.
        """
        point, encoder = self.operating_point, self._models.encoder()
        signs = suspicions(take)  # before the network takes its memory, which it keeps
        answer = self.compare(speaker_name, _embed(encoder, take, **told), take.quality, point, encoder)
        trial_id = self._log("verify", answer.speaker, answer.decision, take, encoder, point, answer.take_scores)
        return replace(answer, suspicions=signs, trial_id=trial_id)

    def compare(self, speaker_name: str, probe, quality: Quality, point=None, encoder=None) -> Verification:
        """The answer about an embedding (dim,), made by ``encoder``, of a voice of this quality; not logged."""
        encoder = encoder or self._models.encoder()
        speaker, templates = self._templates_of(speaker_name, encoder)
        found = encoder.scorer.score(templates, probe)
        decision = _decide(found, quality, encoder, point or self.operating_point)
        each = tuple(found.take_scores.tolist()), tuple(found.take_cosines.tolist())
        return Verification(speaker, decision, quality, *each, encoder.model_id)

    def segments(self, speaker_name: str, windows, indexes, progress=lambda n_done, n_all: None) -> list[WindowScore]:
        """Scores of some of the ``Windows`` of a recording, in their order, not logged.

        A window that the network cannot take has no score, as one without speech has none.
        """
        encoder = self._models.encoder()
        _, templates = self._templates_of(speaker_name, encoder)
        templates = encoder.scorer.prepare(templates)
        found = []
        for n_done, index in enumerate(indexes, start=1):
            with suppress(ValueError):
                score = encoder.scorer.score(templates, encoder.embed(windows.voice(index))).score
                found.append(WindowScore(*windows.span(index), score, float(encoder.calibration.llr(score))))
            progress(n_done, len(indexes))
        return found

    def identify(self, take: Take, **told) -> Identification:
        """Which enrolled speaker is this, if any?  The decision is about the best of them."""
        encoder, point = self._models.encoder(), self.operating_point
        enrolled = self.enrolled(encoder=encoder)
        scores, cosines = enrolled.scores(encoder.scorer, _embed(encoder, take, **told))
        candidates = Ranking(enrolled.speakers, scores, cosines, encoder.calibration)
        decision = _decide(candidates[0], take.quality, encoder, point)
        self._log("identify", candidates[0].speaker, decision, take, encoder, point)
        margin = candidates[0].score - candidates[1].score if len(candidates) > 1 else None
        stranger = _stranger(candidates, encoder.calibration, point.llr)
        return Identification(
            candidates, stranger, decision, margin, take.quality, encoder.model_id, enrolled.left_out
        )

    def timeline(self, take: Take, speakers=(), progress=lambda share: None) -> Timeline:
        """Who of the ``speakers``, or of everybody where none are given, speaks when; ``progress`` gets 0 to 1."""
        encoder, point = self._models.encoder(), self.operating_point
        enrolled = self.enrolled(speakers, encoder)
        self._note_conversation(enrolled, encoder, point)
        return who_speaks_when(take, enrolled, encoder, progress, llr_threshold=point.llr)

    def conversation(self, speakers=()) -> ConversationSoFar:
        """The same for a conversation that begins now."""
        encoder, point = self._models.encoder(), self.operating_point
        enrolled = self.enrolled(speakers, encoder)
        self._note_conversation(enrolled, encoder, point)
        return ConversationSoFar(enrolled, encoder, point.llr)

    def enrolled(self, speakers=(), encoder=None):
        """The ``Enrolled`` whom a voice may be compared with now: of the ``speakers``, or of all where none are given.

        ``UserError`` for nobody.
        """
        enrolled = self._matrix.of(encoder or self._models.encoder())
        if not enrolled.speakers:
            raise UserError("Nobody is enrolled yet.", "Enroll a speaker first, then try again.")
        if speakers:
            enrolled = enrolled.only({speaker.id for speaker in speakers})
            if not enrolled.speakers:
                raise SpeakerGone
        return self._with_consent(enrolled)

    def _with_consent(self, enrolled):
        expired = ended(self._gallery)
        if not expired:
            return enrolled
        if self._allowed[:2] != (enrolled, expired):  # kept: leaving some out copies the templates of all others
            self._allowed = enrolled, expired, _without(enrolled, expired)
        return self._allowed[2]

    def _templates_of(self, speaker_name, encoder):
        speaker = self._gallery.speaker(speaker_name)
        if consent := ended(self._gallery).get(speaker.id):
            raise ConsentExpired(speaker.name, consent.expires_on)
        make_missing(self._gallery, encoder, speaker.id)
        templates = self._gallery.embeddings_of(speaker.id, encoder.model_id)
        if not len(templates):
            speaker = self._gallery.speaker(speaker_name)  # who may be gone meanwhile
            title = said("This speaker model can take none of the recordings of “{name}”.", name=speaker.name)
            raise UserError(title, "Add a longer take of theirs, or choose another model.")
        return speaker, templates

    def _note_conversation(self, enrolled, encoder, point):
        facts = {"speakers": len(enrolled.speakers), "threshold_llr": point.llr}
        self._gallery.audit.note("timeline", model_id=encoder.model_id, **facts)

    def _log(self, kind, speaker, decision, take, encoder, point, take_scores=()):
        """The id of the trial."""
        evidence = Evidence(
            pcm_sha256=pcm_sha256(take.waveform),
            file_sha256=take.file_sha256,
            network_sha256=encoder.network_sha256,
            take_sha256=self._gallery.take_hashes(speaker.id, encoder.model_id),
            program_version=VERSION,
            operator=login_name(),
        )
        return self._gallery.log_trial(
            kind, speaker.id, decision, model_id=encoder.model_id, source=take.source, quality=take.quality,
            operating_point=point, take_scores=take_scores, evidence=evidence,
        )  # fmt: skip


def _without(enrolled, expired):
    left_out = [speaker for speaker in enrolled.speakers if speaker.id in expired]
    if not left_out:
        return enrolled
    allowed = enrolled.only({speaker.id for speaker in enrolled.speakers} - expired.keys())
    if not allowed.speakers:
        raise ConsentExpired(left_out[0].name, expired[left_out[0].id].expires_on)
    told = tuple(LeftOut(speaker.name, expired[speaker.id].expires_on) for speaker in left_out)
    return replace(allowed, left_out=told)


def _stranger(candidates, calibration, llr):
    """Nobody enrolled, as a candidate: those below the score of this ratio are not supported."""
    threshold = calibration.score_at(llr)
    if threshold is None:
        reason = marked(
            "Nobody has measured yet at which score a stranger begins: this speaker model is not calibrated."
        )
        return Stranger(None, llr, len(candidates), reason)
    n, n_above = len(candidates), candidates.n_above(threshold)
    return Stranger(float(threshold), llr, n_above, said(_fit(n_above, n, bool(llr)), n_above=n_above, n=n))


def _fit(n_above, n, is_demanding):
    """How many are more likely than a stranger, in one sentence."""
    one, some, none, not_one = _FITS_ENOUGH if is_demanding else _FITS
    if n_above:
        return one if n_above == 1 else some
    return none if n > 1 else not_one


def _decide(found, quality, encoder, point):
    cosine = found.cosine if encoder.scorer.is_normalized else None
    return decide(found.score, encoder.calibration, quality, cosine=cosine, llr_threshold=point.llr)


def _embed(encoder, take, **told):
    if len(take.waveform) < MIN_DURATION_S * SAMPLE_RATE:
        raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S)
    try:
        return embed_take(encoder, take, **told)
    except ValueError as error:  # silence; and some networks need more than others
        raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S) from error
