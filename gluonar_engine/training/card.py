"""The model card of a fine-tuned model, as text; no MXNet."""

from pathlib import Path

from gluonar_engine.modelcard import CARD_FILE

_CARD = """\
# {model_id}

Fine-tuned from {made_from} on {n_speakers} speakers, with {n_train} takes of theirs.

| | |
|---|---|
| loss | {loss}; learning rate {learning_rate:g}; epochs: {n_epochs} |
| calibration | {calibration} |
| cohort | {cohort} |

## How well it does

On {n_held_out} other takes of the same speakers, which it was not trained on: {n_target:,} trials of the same speaker,
{n_impostor:,} of different ones.  In brackets is the interval that holds the rate in 95 of 100 draws of the speakers.

| | EER % | minDCF(0.01) |
|---|---|---|
| {made_from} | {before} |
| {model_id} | {after} |

## What it is not for

It was made for these speakers.  How well it tells others apart, and how high a stranger scores, was not measured: its
calibration is about the speakers that it was fine-tuned on.  Whatever the model that it was made from is not for, it
is not for either.
"""


def write_card(folder, manifest, facts):
    """Write the card of a model beside its files; ``facts`` are those of its report."""
    about = {name: _figures(facts[name]) for name in ("before", "after")}
    calibration = "fitted on those other takes" if manifest.calibration else "none: it does not tell them apart"
    cohort = "that of the model it was made from" if manifest.has_cohort else "none"
    text = _CARD.format(**{**facts, **about}, model_id=manifest.model_id, calibration=calibration, cohort=cohort)
    (Path(folder) / CARD_FILE).write_text(text, encoding="utf-8")


def _figures(found):
    low, high = found["eer_interval"]
    return f"{100 * found['eer']:.2f} [{100 * low:.1f}, {100 * high:.1f}] | {found['min_dcf']:.2f}"
