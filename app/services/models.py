"""The speaker model, loaded once, by whoever needs it first; and another one in its place."""

import logging
import threading

from app.errors import UserError
from app.said import marked, said
from app.services.computing import device_missing
from gluonar_engine.devices import DeviceError

log = logging.getLogger(__name__)


class ModelProvider:
    """Any thread may call it; loading takes seconds, so the window's thread must not.

    ``folder`` holds another model than the shipped one; or it is a function that says where the model in use is when
    it is first needed, None for the shipped one.
    """

    def __init__(self, folder=None):
        self._folder = folder
        self._lock = threading.Lock()
        self._encoder = None

    @property
    def is_ready(self) -> bool:
        return self._encoder is not None

    def encoder(self):
        """The ``SpeakerEncoder``.  ``UserError`` when the folder holds no usable model.

        It may be another one at the next call: who makes an embedding compares it by the same encoder.
        """
        with self._lock:
            if self._encoder is None:
                self._encoder = load_model(self._folder() if callable(self._folder) else self._folder)
            return self._encoder

    def load_again(self):
        """The same model, on what this process computes on by now."""
        with self._lock:
            self._encoder = None
        return self.encoder()

    def use(self, encoder):
        """From now on this one."""
        with self._lock:
            self._encoder = encoder


def load_model(folder):
    """The ``SpeakerEncoder`` in a folder, the shipped one for None; ``UserError`` when it holds no usable model.

    One from a folder is tried by a helper process first.
    """
    from gluonar_engine.encoder import SpeakerEncoder

    try:
        if folder:
            from gluonar_engine.runtime.importing import require_harmless

            require_harmless(folder)
        encoder = SpeakerEncoder.load(folder)
    except DeviceError as error:
        log.warning("loading the speaker model failed: %s", error)
        raise device_missing(error) from error
    except (ImportError, OSError, ValueError) as error:
        log.warning("loading the speaker model failed: %s", error)
        if folder:
            title = said("The speaker model in “{folder}” cannot be loaded.", folder=folder)
            advice = marked("Choose another folder with --model, or another model on the page Models (Ctrl+7).")
            raise UserError(title, advice) from error
        raise UserError("The speaker model of this program cannot be loaded.", "Install the program again.") from error
    log.info("speaker model %s loaded, runs on %s", encoder.model_id, encoder.runs_on)
    return encoder
