"""The takes at hand, how good they are, and making a speaker of them."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.consent import login_name
from app.services.rating import rate


class EnrollController(Controller):
    """Signals: ``sounds_changed(list)``, ``added(sound)``, ``rated(Strength)`` with new stars in the sounds,
    ``consents_changed(dict speaker id -> Consent, str operator)``, ``busy_changed(bool)``, ``enrolled(Speaker, list of
    sounds, bool is_new)``: those sounds are stored and their copies on disk are needed no more."""

    sounds_changed = pyqtSignal(list)
    added = pyqtSignal(object)
    rated = pyqtSignal(object)
    consents_changed = pyqtSignal(dict, str)
    busy_changed = pyqtSignal(bool)
    enrolled = pyqtSignal(object, list, bool)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._sounds = []
        self._known = None
        self._is_rating = False
        self._is_outdated = False

    @property
    def unsaved(self):
        """Recordings, not files: those would be gone if nobody kept them."""
        return [sound for sound in self._sounds if sound.spool_path]

    def add(self, sound):
        sound.rating = rate(sound.take.quality)  # beside the others it comes with the embeddings
        self._sounds.append(sound)
        self.sounds_changed.emit(list(self._sounds))
        self.added.emit(sound)
        self._rate()

    def remove(self, sound):
        self._sounds.remove(sound)
        self.sounds_changed.emit(list(self._sounds))
        self._rate()

    def compare_with(self, speaker):
        """The takes are for ``speaker``, who is enrolled already, or for somebody new (None)."""
        self._known = speaker
        self._rate()

    def refresh_consents(self):
        def work():
            gallery = self._workshop.gallery
            return gallery.consents(), gallery.last_operator() or login_name()

        self._run(work, lambda found: self.consents_changed.emit(*found))

    def enroll(self, name, speaker=None, consent=None):
        """Save the takes as the new speaker ``name``, or add them to ``speaker``; with what was agreed to."""
        sounds = list(self._sounds)
        takes = [sound.take for sound in sounds]

        def work():
            service = self._workshop.enrollment
            if speaker is None:
                return service.enroll(name, takes, consent)
            return service.add_takes(speaker, takes, consent)

        self.busy_changed.emit(True)
        self._run(
            work, partial(self._enrolled, sounds, speaker is None), on_error=partial(self.busy_changed.emit, False)
        )

    def _enrolled(self, sounds, is_new, speaker):
        self._sounds = [sound for sound in self._sounds if sound not in sounds]
        self.busy_changed.emit(False)
        self.sounds_changed.emit(list(self._sounds))
        self.enrolled.emit(speaker, sounds, is_new)

    def _rate(self):
        """One job at a time; what changed meanwhile is rated after it."""
        self._is_outdated = self._is_rating
        if self._is_rating or not self._sounds:
            return
        self._is_rating = True
        sounds, known = list(self._sounds), self._known
        takes = [sound.take for sound in sounds]
        self._run(
            lambda: self._workshop.enrollment.rate_all(takes, known),
            partial(self._show_rated, sounds),
            on_error=self._end_rating,
        )

    def _show_rated(self, sounds, found):
        ratings, strength = found
        for sound, rating in zip(sounds, ratings, strict=True):
            sound.rating = rating
        self._end_rating()
        if not self._is_rating and self._sounds:
            self.rated.emit(strength)

    def _end_rating(self):
        self._is_rating = False
        if self._is_outdated:
            self._rate()
