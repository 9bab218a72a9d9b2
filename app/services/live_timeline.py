"""Who speaks when while it is heard: windows and turns as in ``timeline``, each embedded once, soon after it was said.

Work and memory stay the same however long it goes on: what is over is a segment for good, and its sound is let go.
"""

from itertools import compress

import numpy as np

from app.audio.quality import assess
from app.domain import Heard, Timeline
from app.errors import TooLittleSpeech
from app.services.decision import MIN_SPEECH_S
from app.services.timeline import CUTTING, JOIN_S, SAME_TURN_S, Judge, embedded, smoothed, stretches_of, turns_of
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.scoring import normalize
from gluonar_engine.vad import FRAME_S, HOP_LENGTH, speech_mask

SHOWN_S = 20.0  # that an answer goes back
_SETTLED, _JOIN, _SAME_TURN = (round(seconds / FRAME_S) for seconds in (0.3, JOIN_S, SAME_TURN_S))
# frames: nearer to now, speech may yet turn out to be none
_OVER = round(2.0 / FRAME_S)  # frames: what follows has its say about where a turn ends
_LONGEST = round(30.0 / FRAME_S)  # frames: a longer turn goes on in another segment
_CONTEXT = round(15.0 / FRAME_S)  # frames kept at least: speech is told from the noise around it


class ConversationSoFar:
    """What one recording has heard; not for two threads at a time.

    Frames are counted from the first one of what is kept, ``_before`` from the beginning of the recording.
    """

    def __init__(self, enrolled, encoder, llr_threshold, cutting=CUTTING):
        self._enrolled, self._encoder, self._cutting = enrolled, encoder, cutting
        self._judge = Judge(enrolled, encoder, llr_threshold)
        self._waveform = np.zeros(0, np.float32)
        self._before = 0  # frames that were let go
        self._n_done = 0  # frames whose segments are for good
        self._n_covered = 0  # frames up to which there are windows
        self._windows, self._voices, self._ratios = [], [], []  # of what is not done
        self._speech, self._turns, self._quality = np.zeros(0, bool), [], None
        self.segments = []  # for good

    @property
    def n_heard(self):
        """Samples."""
        return self._before * HOP_LENGTH + len(self._waveform)

    def hear(self, block):
        """Take in what was heard since the last call, (n_samples,) at 16 kHz."""
        self._waveform = np.concatenate([self._waveform, block])
        self._listen(n_settled=len(self._waveform) // HOP_LENGTH - _SETTLED, n_over=_OVER)

    def so_far(self):
        """What to show of it: a ``Heard``."""
        heard_s, n_settled = self.n_heard / SAMPLE_RATE, len(self._waveform) // HOP_LENGTH - _SETTLED
        segments = [segment for segment in self.segments[-round(SHOWN_S) :] if segment.end_s > heard_s - SHOWN_S]
        segments += [self._open_segment(turn) for turn in self._turns]
        is_speaking = bool(self._speech[max(0, n_settled - _SAME_TURN) :].any())
        goes_on = is_speaking and bool(self._turns) and n_settled - self._turns[-1][1] < _SAME_TURN
        return Heard(heard_s, tuple(segments), segments[-1] if goes_on else None, is_speaking)

    def end(self, take):
        """The ``Timeline`` of the ``take``, all of which was heard.  ``TooLittleSpeech`` where nobody speaks."""
        n_frames = -(-len(self._waveform) // HOP_LENGTH)
        self._listen(n_settled=n_frames, n_over=-1)
        if not self.segments:
            raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S)
        enrolled, model_id = self._enrolled, self._encoder.model_id
        return Timeline(
            tuple(self.segments), enrolled.speakers, take.quality, take.source, model_id, enrolled.left_out
        )

    def _listen(self, n_settled, n_over):
        """Up to a frame after which nothing is certain; a turn that ended ``n_over`` frames before it is over."""
        self._speech = speech_mask(self._waveform)
        self._speech[: self._n_done] = self._speech[max(0, n_settled) :] = False
        for window in self._new_windows(n_settled):
            self._embed(window)
        self._turns = self._find_turns()
        while self._turns and self._is_over(self._turns[0], n_settled - n_over):
            self._finish(self._turns[0])
            self._turns = self._find_turns()
        begin = self._turns[0][0] if self._turns else len(self._speech)
        self._keep([window[1] > begin for window in self._windows])  # not those where no speech is seen any more
        self._let_go()

    def _new_windows(self, n_settled):
        """(start, end) of windows over speech that has none yet; the last one of a stretch comes when that is over."""
        length, hop = (round(seconds / FRAME_S) for seconds in (self._cutting.window_s, self._cutting.hop_s))
        for first, end in stretches_of(self._speech):
            if end <= self._n_covered:
                continue
            start = max(first, self._n_covered - length + hop) if self._n_covered > first else first
            while start + length <= end:
                yield start, start + length
                start += hop
            if end + _JOIN <= n_settled or n_settled >= len(self._speech):
                yield max(first, end - length), end

    def _embed(self, window):
        self._n_covered = max(self._n_covered, window[1])
        voice = embedded(self._encoder, self._waveform, *window)
        if voice is not None:
            scores, _ = self._enrolled.scores(self._encoder.scorer, voice)
            self._windows.append(window)
            self._voices.append(voice)
            self._ratios.append(self._encoder.calibration.llr(scores))

    def _find_turns(self):
        """Of what is not done, and no longer than there are windows."""
        if not self._windows:
            return []
        covered = self._speech.copy()
        covered[self._n_covered :] = False
        turns = turns_of(covered, self._windows, smoothed(np.stack(self._ratios), self._cutting))
        return [(start, min(end, start + _LONGEST)) for start, end in turns]

    def _is_over(self, turn, n_certain):
        return turn[1] < n_certain or turn[1] - turn[0] == _LONGEST

    def _finish(self, turn):
        """The turn is a segment for good, decided upon as a whole."""
        self._quality = assess(self._waveform)
        voice = embedded(self._encoder, self._waveform, *turn)
        if voice is not None:
            self.segments.append(self._judged(voice, turn))
        self._speech[: turn[1]] = False
        self._n_done = turn[1]
        self._keep([sum(window) / 2 > turn[1] for window in self._windows])

    def _keep(self, wanted):
        """Of the windows, those."""
        self._windows, self._voices, self._ratios = (
            list(compress(each, wanted)) for each in (self._windows, self._voices, self._ratios)
        )

    def _open_segment(self, turn):
        """What can be said of a turn that may go on: its voice is the mean over its windows."""
        if self._quality is None:
            self._quality = assess(self._waveform)
        start, end = turn
        inside = [
            voice for voice, window in zip(self._voices, self._windows, strict=True) if start <= sum(window) / 2 <= end
        ]
        return self._judged(normalize(np.sum(inside or self._voices[-1:], axis=0)), turn)

    def _judged(self, voice, turn):
        quality = self._quality
        return self._judge(voice, turn, self._speech, quality, heard_s=self.n_heard / SAMPLE_RATE, offset=self._before)

    def _let_go(self):
        """Of the sound that no turn needs any more."""
        n_needed = len(self._waveform) // HOP_LENGTH - _CONTEXT
        if self._turns:
            n_needed = min(n_needed, self._turns[0][0])
        if n_needed <= 0:
            return
        self._waveform = self._waveform[n_needed * HOP_LENGTH :]
        self._speech = self._speech[n_needed:]
        self._windows = [(start - n_needed, end - n_needed) for start, end in self._windows]
        self._turns = [(start - n_needed, end - n_needed) for start, end in self._turns]
        self._before += n_needed
        self._n_done = max(0, self._n_done - n_needed)
        self._n_covered = max(0, self._n_covered - n_needed)
