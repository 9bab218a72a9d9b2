"""Another speaker model in place of the one in use: first its templates of all takes, then the change, at once.

Until then the old model answers, with its own templates; a kill or a cancel leaves it so, and what was made is there
the next time.
"""

from contextlib import suppress

from app.errors import SpeakerGone, UserError
from app.model_domain import SpeakerModel, SwitchStep
from app.said import said
from app.services.models import load_model
from app.services.templates import embed_stored

_AT_ONCE = 8  # takes that are made templates of between two looks at whether it was cancelled


def switch(model: SpeakerModel, gallery, models, library):
    """Yield a ``SwitchStep`` after every few takes; leaving off in between changes nothing."""
    encoder = load_model(model.folder)
    n_takes, too_short = gallery.n_takes(), set()
    while waiting := [each for each in _missing(gallery, encoder) if each not in too_short]:
        for start in range(0, len(waiting), _AT_ONCE):
            yield SwitchStep(max(0, n_takes - len(waiting)) + start, n_takes, len(too_short))
            too_short |= _embed(waiting[start : start + _AT_ONCE], gallery, encoder)
    _require_everybody(gallery, encoder)
    library.choose(model)
    models.use(encoder)
    yield SwitchStep(n_takes, n_takes, len(too_short), is_done=True)


def _missing(gallery, encoder):
    return [each for ids in gallery.recordings_without_embedding(encoder.model_id).values() for each in ids]


def _embed(recording_ids, gallery, encoder):
    """Save templates of these; the ids of those that are too short for the network."""
    too_short = set()
    for recording_id in recording_ids:
        with suppress(SpeakerGone):  # who was removed meanwhile needs no template
            try:
                vector = embed_stored(gallery, recording_id, encoder)
            except ValueError:
                too_short.add(recording_id)
                continue
            gallery.add_embeddings({recording_id: vector}, encoder.model_id)
    return too_short


def _require_everybody(gallery, encoder):
    have = gallery.embeddings(encoder.model_id)
    without = [speaker.name for speaker in gallery.speakers() if speaker.id not in have]
    if without:
        raise UserError(
            said(
                "{model_id} can use none of the takes of {names}: they are too short for it.",
                model_id=encoder.model_id,
                names=", ".join(without[:5]),
            ),
            "The old model stays in use. Add longer takes for them, or remove them.",
        )
