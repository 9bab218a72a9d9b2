"""The speaker model, loaded once, by whoever needs it first."""

import logging
import threading

from app.errors import UserError
from app.said import said

log = logging.getLogger(__name__)


class ModelProvider:
    """Any thread may call it; loading takes seconds, so the window's thread must not.

    ``folder`` holds another model than the shipped one.
    """

    def __init__(self, folder=None):
        self._folder = folder
        self._lock = threading.Lock()
        self._encoder = None

    @property
    def is_ready(self) -> bool:
        return self._encoder is not None

    def encoder(self):
        """The ``SpeakerEncoder``.  ``UserError`` when the folder holds no usable model."""
        with self._lock:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder

    def _load(self):
        from gluonar_engine.encoder import SpeakerEncoder

        try:
            encoder = SpeakerEncoder.load(self._folder)
        except (ImportError, OSError, ValueError) as error:
            log.warning("loading the speaker model failed: %s", error)
            if self._folder:
                title = said("The speaker model in “{folder}” cannot be loaded.", folder=self._folder)
                raise UserError(title, "Choose another folder with --model.") from error
            raise UserError(
                "The speaker model of this program cannot be loaded.", "Install the program again."
            ) from error
        log.info("speaker model %s loaded", encoder.model_id)
        return encoder
