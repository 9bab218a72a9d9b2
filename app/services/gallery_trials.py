"""Trials from the gallery itself: each take is held out and compared with its speaker's others, and with everybody."""

import numpy as np

from app.errors import UserError
from app.services.consent import ended
from app.services.decision import doubt_about
from app.services.templates import make_missing
from app.services.trials import LeftOut, Reason, Trials

MOST_TRIALS = 1_000_000
_N_TESTS = 256  # scored at a time


def score_gallery(gallery, encoders, progress=lambda what, n_done, n_all: None, *, most=MOST_TRIALS):
    """Score every take against everybody, as verifying it would with that take not enrolled.

    (``Trials``, scores (n,) of each encoder).  Templates that a model lacks are made first.  Of more than ``most``
    trials, impostors are drawn at random, as many for each take.  ``UserError`` where the gallery has too little.
    """
    for encoder in encoders:
        make_missing(gallery, encoder, progress=lambda *done: progress("recordings", *done))
    takes_of = [{take.recording_id: take for take in gallery.enrolled_takes(each.model_id)} for each in encoders]
    without_consent, everywhere = ended(gallery), set.intersection(*map(set, takes_of))
    takes = [
        take
        for recording_id, take in takes_of[0].items()
        if take.speaker_id not in without_consent and recording_id in everywhere
    ]
    names, owners, counts = _owners(takes)
    _require_enough(counts)
    left_out = [
        _unusable(gallery, encoders),
        _consent_ended(takes_of[0].values(), without_consent),
        _single_takes(names, counts),
    ]
    pairs, n_not_drawn = _pairs(owners, counts, most)
    left_out.append(LeftOut(Reason.NOT_DRAWN, n_not_drawn))
    trials = _trials(takes, names, owners, pairs, tuple(each for each in left_out if each.n))
    scores = []
    for encoder, own in zip(encoders, takes_of, strict=True):
        embeddings = np.stack([own[take.recording_id].embedding for take in takes])
        scores.append(_scores(encoder.scorer, embeddings, owners, pairs, lambda *done: progress("takes", *done)))
    return trials, scores


def _owners(takes):
    """Names of the speakers, the speaker (n_takes,) of each take, and how many takes each has."""
    place_of = {}
    owners = np.array([place_of.setdefault(take.speaker_id, len(place_of)) for take in takes], dtype=int)
    names = tuple({take.speaker_id: take.speaker_name for take in takes}.values())
    return names, owners, np.bincount(owners, minlength=len(names))


def _require_enough(counts):
    if len(counts) < 2:
        title = "Fewer than two speakers in the gallery can be compared."
        raise UserError(title, "Enroll two or more, or choose a list of trials.")
    if counts.max() < 2:
        title = "Nobody in the gallery has a second take to compare with the first."
        raise UserError(title, "Add takes to the speakers, or choose a list of trials.")


def _unusable(gallery, encoders):
    """Takes that a model made no template of, with the names of their speakers."""
    missing = [gallery.recordings_without_embedding(each.model_id) for each in encoders]
    recording_ids = {recording_id for each in missing for ids in each.values() for recording_id in ids}
    owners = {owner for each in missing for owner in each}
    names = tuple(speaker.name for speaker in gallery.speakers() if speaker.id in owners) if owners else ()
    return LeftOut(Reason.UNUSABLE_TAKE, len(recording_ids), names)


def _consent_ended(takes, without_consent):
    names = {take.speaker_id: take.speaker_name for take in takes if take.speaker_id in without_consent}
    return LeftOut(Reason.CONSENT_ENDED, len(names), tuple(names.values()))


def _single_takes(names, counts):
    single = tuple(name for name, count in zip(names, counts, strict=True) if count == 1)
    return LeftOut(Reason.SINGLE_TAKE, len(single), single)


def _pairs(owners, counts, most):
    """(speaker, take) of each trial (n, 2), take by take; and how many impostor trials were not drawn."""
    n_takes, n_speakers = len(owners), len(counts)
    has_others = counts[owners] > 1
    n_each = max(1, (most - int(has_others.sum())) // n_takes)  # impostor trials of a take
    if n_each >= n_speakers - 1:
        takes, speakers = np.divmod(np.arange(n_takes * n_speakers), n_speakers)
        is_made = (speakers != owners[takes]) | has_others[takes]
        return np.stack([speakers, takes], axis=1)[is_made], 0
    rng = np.random.default_rng(0)
    found = []
    for take, owner in enumerate(owners.tolist()):
        others = rng.choice(n_speakers - 1, n_each, replace=False, shuffle=False)
        speakers = np.sort(others + (others >= owner))
        speakers = np.append(speakers, owner) if has_others[take] else speakers
        found.append(np.stack([speakers, np.full(len(speakers), take)], axis=1))
    return np.concatenate(found), n_takes * (n_speakers - 1 - n_each)


def _trials(takes, names, owners, pairs, left_out):
    speech_s = np.array([take.quality.speech_s for take in takes])
    is_doubtful = np.array([doubt_about(take.quality) is not None for take in takes])
    speakers, tests = pairs.T
    return Trials(
        source="", references=names, tests=tuple(take.source for take in takes), pairs=pairs,
        is_target=speakers == owners[tests], speakers=np.stack([speakers, owners[tests]], axis=1),
        speech_s=speech_s[tests], is_doubtful=is_doubtful[tests], n_recordings=len(takes), speaker_names=names,
        left_out=left_out,
    )  # fmt: skip


def _scores(scorer, embeddings, owners, pairs, progress):
    """(n,): the mean over the speaker's takes, but for the one that is the test itself."""
    templates = scorer.prepare(embeddings)
    counts = np.bincount(owners)
    firsts = np.cumsum(counts) - counts
    edges = np.searchsorted(pairs[:, 1], np.arange(0, len(embeddings) + _N_TESTS, _N_TESTS))
    found = []
    for index, first in enumerate(range(0, len(embeddings), _N_TESTS)):
        tests = np.arange(first, min(first + _N_TESTS, len(embeddings)))
        scores = scorer.against(templates, embeddings[tests])[0].astype(float)
        own = scores[np.arange(len(tests)), tests]
        sums, n_of = np.add.reduceat(scores, firsts, axis=1), np.tile(counts, (len(tests), 1))
        sums[np.arange(len(tests)), owners[tests]] -= own
        n_of[np.arange(len(tests)), owners[tests]] -= 1
        speakers, rows = pairs[edges[index] : edges[index + 1]].T
        found.append(sums[rows - first, speakers] / n_of[rows - first, speakers])
        progress(len(tests) + first, len(embeddings))
    return np.concatenate(found)
