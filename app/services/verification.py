"""Comparing a recording with one speaker's templates, or with everybody's; the scores are the encoder's scorer's."""

import logging
import math
from contextlib import suppress

import numpy as np

from app.domain import Candidate, Identification, Quality, Take, Verification, WindowScore
from app.errors import ConsentExpired, SpeakerGone, TooLittleSpeech, UserError
from app.services.consent import today
from app.services.decision import DEFAULT_POINT, MIN_SPEECH_S, decide
from app.services.voice import embed_voice
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from gluonar_engine.encoder import MIN_DURATION_S

log = logging.getLogger(__name__)


class VerificationService:
    """``operating_point`` is the one of the next answer; it may be changed at any time."""

    def __init__(self, gallery, models, operating_point=DEFAULT_POINT):
        self._gallery = gallery
        self._models = models
        self.operating_point = operating_point

    def verify(self, speaker_name: str, take: Take) -> Verification:
        """Is this the named speaker?  The question and its answer are logged as a trial."""
        point = self.operating_point
        answer = self.compare(speaker_name, _embed(self._models.encoder(), take), take.quality, point)
        self._log("verify", answer.speaker, answer.decision, take, point, answer.take_scores)
        return answer

    def compare(self, speaker_name: str, probe, quality: Quality, point=None) -> Verification:
        """The answer about an embedding (dim,) of a voice of this quality, not logged."""
        speaker, templates, encoder = self._templates_of(speaker_name)
        found = encoder.scorer.score(templates, probe)
        decision = _decide(found, quality, encoder, point or self.operating_point)
        each = tuple(found.take_scores.tolist()), tuple(found.take_cosines.tolist())
        return Verification(speaker, decision, quality, *each, encoder.model_id)

    def segments(self, speaker_name: str, windows, indexes, progress=lambda n_done, n_all: None) -> list[WindowScore]:
        """Scores of some of the ``Windows`` of a recording, in their order, not logged.

        A window that the network cannot take has no score, as one without speech has none.
        """
        _, templates, encoder = self._templates_of(speaker_name)
        templates = encoder.scorer.prepare(templates)
        found = []
        for n_done, index in enumerate(indexes, start=1):
            with suppress(ValueError):
                score = encoder.scorer.score(templates, encoder.embed(windows.voice(index))).score
                found.append(WindowScore(*windows.span(index), score, float(encoder.calibration.llr(score))))
            progress(n_done, len(indexes))
        return found

    def identify(self, take: Take) -> Identification:
        """Which enrolled speaker is this, if any?  The decision is about the best of them."""
        speakers = self._gallery.speakers()
        if not speakers:
            raise UserError("Nobody is enrolled yet.", "Enroll a speaker first, then try again.")
        speakers, left_out = self._with_consent(speakers)
        encoder, point = self._models.encoder(), self.operating_point
        probe = _embed(encoder, take)
        candidates = self._ranked(speakers, probe, encoder)
        decision = _decide(candidates[0], take.quality, encoder, point)
        self._log("identify", candidates[0].speaker, decision, take, point)
        margin = candidates[0].score - candidates[1].score if len(candidates) > 1 else None
        return Identification(candidates, decision, margin, take.quality, encoder.model_id, left_out)

    def _expired(self):
        return {owner: consent for owner, consent in self._gallery.consents().items() if consent.has_expired(today())}

    def _with_consent(self, speakers):
        """Those who may be compared, and the names of the others."""
        expired = self._expired()
        left = [speaker for speaker in speakers if speaker.id not in expired]
        if not left:
            raise ConsentExpired(speakers[0].name, expired[speakers[0].id].expires_on)
        return left, tuple(speaker.name for speaker in speakers if speaker.id in expired)

    def _templates_of(self, speaker_name):
        speaker, encoder = self._gallery.speaker(speaker_name), self._models.encoder()
        if consent := self._expired().get(speaker.id):
            raise ConsentExpired(speaker.name, consent.expires_on)
        self._make_missing_templates(encoder, speaker.id)
        templates = self._gallery.embeddings_of(speaker.id, encoder.model_id)
        if not len(templates):
            raise SpeakerGone
        return speaker, templates, encoder

    def _ranked(self, speakers, probe, encoder):
        self._make_missing_templates(encoder)
        templates = self._gallery.embeddings(encoder.model_id)
        speakers = [speaker for speaker in speakers if speaker.id in templates]  # the others were just removed
        if not speakers:
            raise SpeakerGone
        takes = [templates[speaker.id] for speaker in speakers]
        counts = np.array([len(each) for each in takes])
        starts = np.cumsum(counts) - counts
        found = encoder.scorer.against(np.concatenate(takes), probe)
        scores, cosines = (np.add.reduceat(each, starts) / counts for each in found)  # means over each one's takes
        llrs = encoder.calibration.llr(scores)
        return tuple(
            Candidate(speakers[index], float(scores[index]), float(cosines[index]), float(llrs[index]))
            for index in np.argsort(-scores, kind="stable")
        )

    def _make_missing_templates(self, encoder, speaker_id=None):
        """Templates of another model cannot be compared: make this model's from the stored recordings."""
        missing = self._gallery.recordings_without_embedding(encoder.model_id, speaker_id)
        for owner, recording_ids in missing.items():
            log.info("making %d templates of speaker %d with model %s", len(recording_ids), owner, encoder.model_id)
            vectors = {recording_id: self._embed_stored(recording_id, encoder) for recording_id in recording_ids}
            self._gallery.add_embeddings(vectors, encoder.model_id)

    def _embed_stored(self, recording_id, encoder):
        return embed_voice(encoder, decode(self._gallery.flac(recording_id), max_duration_s=math.inf).waveform)

    def _log(self, kind, speaker, decision, take, point, take_scores=()):
        self._gallery.log_trial(
            kind, speaker.id, decision, model_id=self._models.encoder().model_id, source=take.source,
            quality=take.quality, operating_point=point, take_scores=take_scores,
        )  # fmt: skip


def _decide(found, quality, encoder, point):
    cosine = found.cosine if encoder.scorer.is_normalized else None
    return decide(found.score, encoder.calibration, quality, cosine=cosine, llr_threshold=point.llr)


def _embed(encoder, take):
    if len(take.waveform) < MIN_DURATION_S * SAMPLE_RATE or not take.waveform.any():
        raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S)
    try:
        return embed_voice(encoder, take.waveform)
    except ValueError as error:  # some networks need more than others, or leave digital silence out
        raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S) from error
