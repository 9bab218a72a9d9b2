"""Embeddings of takes at hand, kept for a while: what was rated is not embedded again when it is enrolled."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from app.domain import Take
from app.errors import UserError
from app.said import said
from app.services.voice import embed_take, pcm_sha256, require_speech

_MOST_KEPT = 4096  # of about a KiB each


@dataclass(frozen=True, eq=False)
class TakeEmbedding:
    """``pcm_sha256`` is of the take's 16-bit samples, ``embedding`` (dim,) what ``model_id`` made of them."""

    pcm_sha256: str
    embedding: np.ndarray
    model_id: str


class TakeEmbedder:
    """Any thread may call it."""

    def __init__(self, models):
        self._models = models
        self._made = OrderedDict()  # (model id, hash) -> TakeEmbedding, the latest used last
        self._lock = threading.Lock()

    def of(self, take: Take, encoder=None) -> TakeEmbedding:
        """By ``encoder``, or the one in use.  ``UserError`` for a take with too little speech in it."""
        require_speech(take)
        encoder = encoder or self._models.encoder()
        key = encoder.model_id, pcm_sha256(take.waveform)
        with self._lock:
            embedded = self._made.pop(key, None)
        embedded = embedded or TakeEmbedding(key[1], _embed(encoder, take), encoder.model_id)
        with self._lock:
            self._made[key] = embedded
            while len(self._made) > _MOST_KEPT:
                self._made.popitem(last=False)
        return embedded


def _embed(encoder, take):
    try:
        return embed_take(encoder, take)
    except ValueError as error:  # some networks need more than others, or leave digital silence out
        title = said("“{source}” is too short for this speaker model.", source=take.source)
        raise UserError(title, "Leave it out, or record a longer one.") from error
