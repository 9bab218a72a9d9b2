"""What the controllers' jobs work with, each made when a job first needs it: some parts take seconds."""

from functools import cached_property

from app import settings
from app.services.curation import CurationService
from app.services.enrollment import EnrollmentService
from app.services.models import ModelProvider
from app.services.verification import VerificationService
from app.store.curation import Curation
from app.store.gallery import Gallery


class Workshop:
    """``folder`` is the data folder, ``model`` the folder of another model than the shipped one, or None.

    ``key``: of the gallery, when that is protected.
    """

    def __init__(self, folder, model=None, key=None):
        self._folder = folder
        self.key = key
        self.models = ModelProvider(model)

    @cached_property
    def gallery(self):
        return Gallery(settings.gallery_path(self._folder), self.key)

    @cached_property
    def curation(self):
        return CurationService(self.gallery, Curation(settings.gallery_path(self._folder), self.key))

    @cached_property
    def enrollment(self):
        return EnrollmentService(self.gallery, self.models)

    @cached_property
    def verification(self):
        return VerificationService(self.gallery, self.models)

    @cached_property
    def spectrogram(self):
        from gluonar_engine.spectrogram import Spectrogram

        return Spectrogram()
