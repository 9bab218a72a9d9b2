"""Everybody's templates as one matrix, kept until the gallery changes, and the ranking of voices against it."""

import logging
import math
import threading
from dataclasses import dataclass

from app.domain import LeftOut, Speaker
from app.services.voice import embed_voice
from gluonar_engine.data.audio import decode
from gluonar_engine.scoring import Templates

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Enrolled:
    """Speakers ready to be compared: one of the ``templates`` is each one's, the mean of their takes.

    ``left_out`` are those whose consent has ended.
    """

    speakers: tuple[Speaker, ...]
    templates: Templates
    left_out: tuple[LeftOut, ...] = ()

    def only(self, speaker_ids):
        """Those of them who have one of these ids."""
        rows = [row for row, speaker in enumerate(self.speakers) if speaker.id in speaker_ids]
        return Enrolled(tuple(self.speakers[row] for row in rows), self.templates.of(rows))

    def scores(self, scorer, voices):
        """Scores and cosines (n_speakers,) of a voice (dim,), or (n_voices, n_speakers) of several: each the mean
        over a speaker's takes."""
        return scorer.against(self.templates, voices)


class TemplateMatrix:
    """What ``Gallery.snapshot`` gives, made ready once; any thread may ask.

    Whether it still holds is asked of the gallery each time: its count of changes is in the file, so a change by
    another program counts as well as one by this.
    """

    def __init__(self, gallery):
        self._gallery = gallery
        self._lock = threading.Lock()
        self._key, self._enrolled = None, None

    def of(self, encoder) -> Enrolled:
        """As the gallery is now, with this encoder's templates, made first where they are missing."""
        with self._lock:
            if self._key != (encoder.model_id, encoder.scorer, self._gallery.n_changes()):
                make_missing(self._gallery, encoder)
                snapshot = self._gallery.snapshot(encoder.model_id)
                templates = encoder.scorer.prepare(snapshot.vectors).means(snapshot.counts)
                self._enrolled = Enrolled(snapshot.speakers, templates)
                self._key = (encoder.model_id, encoder.scorer, snapshot.n_changes)
            return self._enrolled


def make_missing(gallery, encoder, speaker_id=None, progress=lambda n_done, n_all: None):
    """Templates of another model cannot be compared: make this model's from the stored recordings.

    What was made when ``progress`` raises is kept, speaker by speaker.
    """
    missing = gallery.recordings_without_embedding(encoder.model_id, speaker_id)
    n_all, n_done = sum(map(len, missing.values())), 0
    for owner, recording_ids in missing.items():
        log.info("making %d templates of speaker %d with model %s", len(recording_ids), owner, encoder.model_id)
        vectors = {}
        for recording_id in recording_ids:
            vector = _embedding_of(gallery, recording_id, encoder)
            if vector is not None:
                vectors[recording_id] = vector
            n_done += 1
            progress(n_done, n_all)
        gallery.add_embeddings(vectors, encoder.model_id)


def _embedding_of(gallery, recording_id, encoder):
    """Of a stored recording; None where the model cannot take it: some networks need more sound than others."""
    try:
        return embed_stored(gallery, recording_id, encoder)
    except ValueError as error:
        log.warning("recording %d is left out with model %s: %s", recording_id, encoder.model_id, error)
        return None


def embed_stored(gallery, recording_id, encoder):
    """The embedding of a stored recording; ValueError for one that the network cannot take."""
    return embed_voice(encoder, decode(gallery.flac(recording_id), max_duration_s=math.inf).waveform)
