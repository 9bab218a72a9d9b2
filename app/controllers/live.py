"""Is it this speaker, while somebody speaks: on all that was heard so far."""

from app.controllers.listening import ListeningController
from app.services.live import VoiceSoFar, interim_answer


class LiveController(ListeningController):
    """``answered(Speaker, Interim)``; nothing is logged, the trial is that of the whole recording.

    The question is a speaker, who may be None until one is chosen.
    """

    def choose(self, speaker):
        if self._session is not None:
            self._session.question = speaker

    def _new(self, speaker):
        return VoiceSoFar(self._workshop.models.encoder())

    def _answer(self, speaker, voice):
        return interim_answer(self._workshop.verification, speaker.name, voice)
