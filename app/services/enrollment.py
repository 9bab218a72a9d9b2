"""Enrolling a speaker, adding recordings to one, and rating takes before and after that."""

from app.domain import MIN_SPEECH_S, Consent, Rating, Speaker, Strength, Take
from app.errors import TooLittleSpeech, UserError
from app.said import said
from app.services.names import normalize_name
from app.services.rating import agreements, rate, strength_of
from app.services.take_embedding import TakeEmbedder
from app.store.gallery import NewTake
from gluonar_engine.data.audio import encode_flac

ADVISED_SPEECH_S = 5.0


class EnrollmentService:
    def __init__(self, gallery, models):
        self._gallery = gallery
        self._models = models
        self.embedder = TakeEmbedder(models)

    def enroll(self, name: str, takes: list[Take], consent: Consent | None = None) -> Speaker:
        """Save a new speaker and what they agreed to: all of it, or nothing and a ``UserError``.

        The window and the command line never come without a ``consent``; a synthetic voice has nobody to ask.
        """
        name = normalize_name(name)
        speech_s = sum(take.quality.speech_s for take in takes)
        if speech_s < MIN_SPEECH_S:
            raise TooLittleSpeech(speech_s, MIN_SPEECH_S)
        return self._gallery.enroll(name, *self._prepare(takes), consent)

    def add_takes(self, speaker: Speaker, takes: list[Take], consent: Consent | None = None) -> Speaker:
        """Without a ``consent``, what the speaker agreed to before stays as it is."""
        return self._gallery.add_takes(speaker.id, *self._prepare(takes), consent)

    def rate(self, takes: list[Take], speaker: Speaker | None = None) -> list[Rating]:
        """Each take by itself and beside the others, ``speaker``'s enrolled ones among them."""
        encoder = self._models.encoder()
        return self.rate_embedded([(take.quality, self._embedding(take, encoder)) for take in takes], speaker, encoder)

    def rate_all(self, takes: list[Take], speaker: Speaker | None = None) -> tuple[list[Rating], Strength]:
        """The same, and the strength of the model that the takes would make, with ``speaker``'s enrolled ones."""
        ratings = self.rate(takes, speaker)
        qualities = self._stored_qualities(speaker.id) if speaker else []
        qualities += [take.quality for take, rating in zip(takes, ratings, strict=True) if not rating.is_other_voice]
        return ratings, strength_of(qualities, sum(rating.is_other_voice for rating in ratings))

    def rate_embedded(self, takes, speaker: Speaker | None = None, encoder=None) -> list[Rating]:
        """The same of pairs (quality, embedding); an embedding is None where ``encoder``, or the one in use, can make
        none."""
        vectors = [vector for _, vector in takes if vector is not None]
        found = iter(self._agreements(vectors, speaker, encoder or self._models.encoder()) if vectors else ())
        return [_rating(quality, *((None, False) if vector is None else next(found))) for quality, vector in takes]

    def stored_ratings(self, speaker_id: int) -> list[Rating]:
        """Of the recordings that a speaker is enrolled with, oldest first; compared where the model is at hand."""
        qualities = self._stored_qualities(speaker_id)
        vectors = []
        if self._models.is_ready:
            vectors = self._gallery.embeddings_of(speaker_id, self._models.encoder().model_id)
        if len(vectors) != len(qualities):  # another model's: the first comparison makes them anew
            vectors = [None] * len(qualities)
        return self.rate_embedded(list(zip(qualities, vectors, strict=True)))

    def strengths(self) -> dict[int, Strength]:
        """Of everybody's model, by speaker id, from what is stored about their recordings."""
        return {owner: strength_of(qualities) for owner, qualities in self._gallery.qualities().items()}

    def _agreements(self, vectors, speaker, encoder):
        enrolled = self._gallery.embeddings_of(speaker.id, encoder.model_id) if speaker else ()
        return agreements(vectors, encoder, enrolled)

    def _stored_qualities(self, speaker_id):
        return [recording.quality for recording in self._gallery.recordings(speaker_id)]

    def _embedding(self, take, encoder):
        try:
            return self.embedder.of(take, encoder).embedding
        except UserError:  # too little speech: the stars say so
            return None

    def _prepare(self, takes):
        encoder = self._models.encoder()
        return [self._new_take(take, encoder) for take in takes], encoder.model_id

    def _new_take(self, take, encoder):
        embedded = self.embedder.of(take, encoder)
        return NewTake(
            flac=encode_flac(take.waveform),
            pcm_sha256=embedded.pcm_sha256,
            embedding=embedded.embedding,
            source=take.source,
            quality=take.quality,
        )


def advice_on(speaker: Speaker) -> str | None:
    """What would make a speaker's scores steadier, in one sentence; None when there is nothing to say."""
    if speaker.speech_s >= ADVISED_SPEECH_S:
        return None
    return said(
        "{speech_s:.1f} s of speech is little: scores get steadier with {enough_s:.0f} s or more.",
        speech_s=speaker.speech_s,
        enough_s=ADVISED_SPEECH_S,
    )


def _rating(quality, agreement, is_other_voice):
    return rate(quality, agreement, is_other_voice=is_other_voice)
