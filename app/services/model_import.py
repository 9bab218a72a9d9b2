"""Speaker models: importing a network as one, looking at one, and finding out what its scores are worth."""

from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.said import marked, said
from app.services.list_trials import score_list
from app.services.models import load_model
from gluonar_engine.modelcard import DEFAULT_MODEL, Manifest, read_manifest
from gluonar_engine.scoring import fit_calibration

_ANOTHER_FILE = marked("Choose another file.")
MIN_TRIALS = 20  # of each kind; with fewer the two numbers of a calibration say more about the trials than the model


def import_network(file, folder, *, contract=None, name=None) -> Manifest:
    """Make the model ``folder`` of a network's file; ``UserError`` says what does not fit."""
    from gluonar_engine.runtime.importing import import_model

    try:
        return import_model(file, folder, contract=contract, name=name)
    except FileExistsError as error:
        raise UserError(
            said("“{folder}” exists already.", folder=folder), "Choose another folder with --out."
        ) from error
    except OSError as error:
        place = error.filename or file
        raise UserError(
            said("“{place}” cannot be used: {reason}.", place=place, reason=error.strerror),
            "Choose another file or folder.",
        ) from error
    except ImportError as error:
        advice = marked("Import it on Linux or an Intel Mac; the model folder then works everywhere.")
        raise UserError("A GluonAR checkpoint needs MXNet once, which is not installed.", advice) from error
    except ValueError as error:
        choices = getattr(error, "choices", ())
        advice = said("Choose with --contract {choices}.", choices=" or ".join(choices)) if choices else _ANOTHER_FILE
        raise UserError(
            said("“{name}” cannot be imported: {error}.", name=Path(file).name, error=error), advice
        ) from error


def read_model(folder=None) -> Manifest:
    """What the model in ``folder`` is, the shipped one for None, its files checked against their digests."""
    try:
        return read_manifest(folder or DEFAULT_MODEL)
    except ValueError as error:
        raise UserError(f"{str(error)[:1].upper()}{str(error)[1:]}.", "Choose another folder.") from error


def calibrate(folder, trials, root, progress) -> tuple[Manifest, int]:
    """Find out on a list of trials what the scores of the model in ``folder`` are worth, and write it there.

    The model's new manifest, and the number of trials.  ``UserError`` for trials that do not tell.
    """
    manifest = read_model(folder)
    scored, (scores,) = score_list(trials, root, [load_model(folder)], progress)
    n_fewest = min(scored.n_target, len(scored) - scored.n_target)
    if n_fewest < MIN_TRIALS:
        advice = said("Give {n} or more trials of the same speaker, and as many of different ones.", n=MIN_TRIALS)
        raise UserError(said("Only {n} of the trials are of one of the two kinds.", n=n_fewest), advice)
    try:
        manifest = replace(manifest, calibration=fit_calibration(scores, scored.is_target))
        manifest.write(folder)
    except OSError as error:
        raise UserError(
            said("“{folder}” cannot be written: {reason}.", folder=folder, reason=error.strerror),
            "Choose a copy of it.",
        ) from error
    except ValueError as error:
        title = marked(
            "On these trials the model does not tell speakers apart: same speakers score no higher than different."
        )
        raise UserError(title, "Check the list, or choose another --contract when importing the model.") from error
    return manifest, len(scored)
