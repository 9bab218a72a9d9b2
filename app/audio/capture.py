"""The life of one recording while its stream runs: blocks in, a saved and metered waveform out.

PortAudio's callback only puts a copy of its block into an unbounded queue.  One thread takes the blocks out and
resamples, meters and saves them.  It has to be a thread of its own (the second exception to "only jobs.py starts
threads"): a window that hangs must neither lose sound nor delay the saving, and the callback must not wait for a disk.
"""

import logging
import math
import queue
import threading
from collections import deque

import numpy as np

from app.audio.meter import Level, Meter
from app.audio.sound_server import SourceWatch
from app.audio.spool import HeardAudio, SpoolFile
from app.errors import Notice, UserError
from app.said import marked, said
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import StreamResampler, pcm_to_waveform, waveform_to_pcm

MAX_DURATION_S = 3600.0
# A lost microphone raises nothing and sets no flag: only the blocks stop coming.  The wait is cut into pieces in which
# this thread must have run, since a busy interpreter holds up callback and thread alike and must not look like a loss.
PATIENCE_S = 0.8
FIRST_PATIENCE_S = 3.0  # some devices take their time to begin
_PIECE_S = 0.1
# Some headsets take the place of another microphone as soon as somebody records: that must not end each recording.
SETTLED_AFTER_S = 2.0
_JOIN_TIMEOUT_S = 5.0

_log = logging.getLogger(__name__)


class NotSaved(UserError):
    def __init__(self, folder, error):
        super().__init__(
            said("Recordings cannot be saved in “{folder}”: {reason}.", folder=folder, reason=error.strerror),
            "Free some space or allow the program to write there, and try again.",
        )


class Capture:
    """``on_block`` and ``on_finished`` are for PortAudio, everything else is for the recorder.

    With ``keep_s`` it is not a recording but a look at what is heard: only its last seconds are kept, in memory alone,
    and it may go on for as long as one likes.  What is saved is sealed with ``key``, if there is one.
    """

    def __init__(self, source, sample_rate, spool_dir, keep_s=None, key=None):
        self.source = source
        self._keep_s = math.inf if keep_s is None else keep_s
        self._resampler = StreamResampler(sample_rate)
        self._meter = Meter(sample_rate)
        self._blocks = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._pieces = deque()  # int16, at 16 kHz
        self._undrained = []  # the newest of them
        self._n_kept = self._n_samples = 0
        self._n_overflows = 0
        self._is_swapped = self._is_wanted_end = False
        self._watch = SourceWatch(self._on_swapped)
        self.level = Level()
        self.notice = None  # why it ended by itself, or that it is not saved
        self._spool_dir, self._key = spool_dir, key
        self._spool = self._spool_path = None
        self._writer = threading.Thread(target=self._write, name="recording", daemon=True)

    def begin(self):
        """Once the stream runs.  Raises ``NotSaved`` when no file can be made."""
        if not self._is_look:
            try:
                self._spool = SpoolFile(self._spool_dir, self._key)
            except OSError as error:
                raise NotSaved(self._spool_dir, error) from error
            self._spool_path = self._spool.path
        self._writer.start()
        self._watch.start()

    @property
    def muted(self):
        """The name of the microphone while it is muted, if anybody knows; else empty."""
        return self._watch.muted

    @property
    def heard_s(self):
        return self._n_samples / SAMPLE_RATE

    @property
    def is_running(self):
        return self._writer.is_alive()

    @property
    def _is_look(self):
        return self._keep_s < math.inf

    def on_block(self, samples, n_frames, time, flags):
        """``samples`` is (n_frames, n_channels) and only lent."""
        if flags.input_overflow:
            self._n_overflows += 1
        self._blocks.put(samples.copy())

    def on_finished(self):
        """The stream is closed, or its device is gone."""
        self._blocks.put(None)

    def _on_swapped(self, before, now):
        self._is_swapped = True
        if self.heard_s >= SETTLED_AFTER_S:
            self._blocks.put((before, now))

    def drain(self):
        """Samples since the last call (n_samples,), for drawing."""
        with self._lock:
            pieces, self._undrained = self._undrained, []
        return pcm_to_waveform(_joined(pieces))

    def end(self, close_stream, latency_s=0.0):
        """Take in what is still on its way, close stream and file, and return the whole ``HeardAudio``."""
        self._writer.join(latency_s)  # what was said before the stop button is still in the sound system's buffer
        self._is_wanted_end = True
        self._watch.end()
        close_stream()
        self.on_finished()  # a frozen sound system does not say it
        self._writer.join(_JOIN_TIMEOUT_S)  # a disk may hang as well, but what was heard is in memory
        with self._lock:
            waveform = pcm_to_waveform(_joined(self._pieces))
        return HeardAudio(waveform, self.source, self._spool_path, self._warnings())

    def _warnings(self):
        found = (
            (self._n_overflows, marked("Some sound was lost while recording, because the computer was too busy.")),
            (self._watch.was_muted, marked("The microphone was muted for some of the time.")),
            (self._is_swapped, marked("The microphone was changed: a part may be of another one.")),
        )
        return tuple(sentence for is_so, sentence in found if is_so)

    def _write(self):
        try:
            end = self._take_blocks()
            self._keep(self._resampler.flush())
            if not self._is_wanted_end:
                self.notice = end
        finally:
            self._watch.end()
            self._save(SpoolFile.close)

    def _take_blocks(self):
        """Until there are no more; returns why, as a ``Notice``."""
        waited_s, patience_s = 0.0, FIRST_PATIENCE_S
        while self._is_look or self.heard_s < MAX_DURATION_S:
            try:
                block = self._blocks.get(timeout=_PIECE_S)
            except queue.Empty:
                waited_s += _PIECE_S
                if waited_s >= patience_s:
                    return self._lost(said("The microphone “{name}” stopped answering.", name=self.source))
                continue
            if block is None:
                return self._lost(said("The microphone “{name}” is gone.", name=self.source))
            if isinstance(block, tuple):
                return self._swapped(*block)
            waited_s, patience_s = 0.0, PATIENCE_S
            self._hear(block.mean(axis=1))
        return Notice(
            said("The recording ended after {minutes:.0f} minutes.", minutes=self.heard_s / 60),
            "What was heard is kept.",
        )

    def _lost(self, title):
        return Notice(
            title,
            said(
                "The {kept_s:.1f} s heard until then are kept. Check its connection before you record again.",
                kept_s=self._kept_s,
            ),
        )

    def _swapped(self, before, now):
        return Notice(
            said("Your system changed the microphone from “{before}” to “{now}”.", before=before, now=now),
            said(
                "The recording was ended, and the {kept_s:.1f} s heard until then are kept. Choose in the sound "
                "settings of your system which one you want, and record again.",
                kept_s=self._kept_s,
            ),
        )

    @property
    def _kept_s(self):
        return min(self.heard_s, self._keep_s)

    def _hear(self, block):
        self.level = self._meter.feed(block)
        self._keep(self._resampler.push(block))

    def _keep(self, waveform):
        pcm = waveform_to_pcm(waveform)
        with self._lock:
            self._pieces.append(pcm)
            self._undrained.append(pcm)
            self._n_samples += len(pcm)
            self._n_kept += len(pcm)
            while self._n_kept - len(self._pieces[0]) >= self._keep_s * SAMPLE_RATE:
                self._n_kept -= len(self._pieces.popleft())
        self._save(lambda spool: spool.append(pcm))

    def _save(self, action):
        if self._spool is None:
            return
        try:
            action(self._spool)
        except OSError as error:
            _log.warning("the recording is not saved while it is made: %s", error)
            self._spool = None
            self.notice = Notice(
                said("The recording is not saved while it is made: {reason}.", reason=error.strerror),
                "It goes on, but ending the program would lose it. Stop, free some space, and enroll it now.",
            )


def _joined(pieces):
    return np.concatenate([np.zeros(0, np.int16), *pieces])
