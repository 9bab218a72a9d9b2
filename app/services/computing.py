"""What the speaker model computes on: as it was given or chosen, and told in words."""

import os

from app.errors import UserError
from app.said import marked, said
from gluonar_engine import devices

_PLACES = {
    devices.CPU: marked("processor ({runtime})"),
    devices.CUDA: marked("graphics card, by CUDA ({runtime})"),
}
_WHY = {
    "no_provider": marked("The installed {runtime} is built without CUDA."),
    "no_card": marked("{runtime} sees no graphics card for CUDA."),
    "not_loaded": marked("{runtime} finds no CUDA or cuDNN of the version that it needs."),
    "failed": marked("{runtime} fails on the graphics card: {detail}."),
}


def use_device(given, remembered):
    """From now on in this process: ``given`` by an option, else ``$GLUONAR_DEVICE``, else what is ``remembered``."""
    in_environment = os.environ.get(devices.VARIABLE)
    try:
        devices.choose(given or in_environment or remembered)
    except ValueError as error:
        raise UserError(
            said("GLUONAR_DEVICE is “{value}”, which is nothing to compute on.", value=in_environment),
            "Set it to auto, cpu or cuda, or leave it out.",
        ) from error


def place_words(place):
    """Where a network runs, as a sentence that can be translated."""
    return said(_PLACES[place.device], runtime=place.runtime)


def why_words(error):
    """Why CUDA is not used, of a ``DeviceError``; empty for None."""
    return said(_WHY[error.reason], runtime=error.runtime, detail=error.detail.rstrip(".")) if error else ""


def device_missing(error):
    """The ``UserError`` for a ``DeviceError``: CUDA was asked for by name."""
    return UserError(
        said("CUDA was asked for and cannot be used. {why}", why=why_words(error)),
        "Choose “Automatic” on the page Settings (Ctrl+8), or --device auto; the README says what CUDA needs.",
    )
