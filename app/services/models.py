"""The speaker model, loaded once, by whoever needs it first."""

import logging
import threading

from app.errors import UserError

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
            where = f"in “{self._folder}” " if self._folder else "of this program "
            advice = "Choose another folder with --model." if self._folder else "Install the program again."
            raise UserError(f"The speaker model {where}cannot be loaded.", advice) from error
        log.info("speaker model %s loaded", encoder.model_id)
        return encoder
