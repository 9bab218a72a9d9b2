"""What the controllers' jobs work with, each made when a job first needs it: some parts take seconds."""

import threading
from functools import cached_property

from app import settings
from app.services.curation import CurationService
from app.services.enrollment import EnrollmentService
from app.services.model_library import ModelLibrary
from app.services.models import ModelProvider
from app.services.tuning import TuningService
from app.services.verification import VerificationService
from app.store.curation import Curation
from app.store.gallery import Gallery


class _made_once(cached_property):
    """Whatever thread asks first: from Python 3.12 on two could make one each, and what one of them sets is lost."""

    def __init__(self, make):
        super().__init__(make)
        self._turn = threading.RLock()

    def __get__(self, owner, kind=None):
        with self._turn:
            return super().__get__(owner, kind)


class Workshop:
    """``folder`` is the data folder, ``model`` the folder of another model than the shipped one, or None.

    ``key``: of the gallery, when that is protected.
    """

    def __init__(self, folder, model=None, key=None):
        self._folder = folder
        self.key = key
        self._given_model = model
        self.models = ModelProvider(model or (lambda: self.library.folder_in_use()))

    @_made_once
    def library(self):
        return ModelLibrary(self._folder, self._given_model)

    @_made_once
    def tuning(self):
        return TuningService(self._folder, lambda: self.gallery, self.library)

    @_made_once
    def gallery(self):
        return Gallery(settings.gallery_path(self._folder), self.key)

    @_made_once
    def curation(self):
        curation = Curation(settings.gallery_path(self._folder), self.key)
        return CurationService(self.gallery, curation, settings.log_path(self._folder))

    @_made_once
    def enrollment(self):
        return EnrollmentService(self.gallery, self.models)

    @_made_once
    def verification(self):
        return VerificationService(self.gallery, self.models)

    @_made_once
    def spectrogram(self):
        from gluonar_engine.spectrogram import Spectrogram

        return Spectrogram()
