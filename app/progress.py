"""How far a long command is, on stderr: one line that changes on a terminal, now and then a new one elsewhere."""

import sys
import time

from app.said import said

_CHANGES_S, _LINES_S = 0.2, 60.0  # at the least between two


class ProgressLine:
    """Called with how far it is; ``end`` it before anything else is printed."""

    def __init__(self, stream=None, clock=time.monotonic):
        self._stream, self._clock = stream or sys.stderr, clock
        self._is_terminal = self._stream.isatty()
        self._began = self._shown = self._shown_at = None
        self._width = 0

    def __call__(self, progress):
        now = self._clock()
        if self._began is None:
            self._began = now
            if progress.n_before:
                self._write(f"{progress.n_before:,} of {progress.n_files:,} files were done before.", now, progress)
            self._shown, self._shown_at = progress.n_done, now
        elif self._is_due(progress, now):
            self._write(described(progress, now - self._began), now, progress)

    def end(self):
        if self._is_terminal and self._width:
            self._stream.write("\n")
        self._width = 0

    def _is_due(self, progress, now):
        if progress.n_done == progress.n_files:
            return True
        if self._is_terminal:
            return now - self._shown_at >= _CHANGES_S
        is_tenth = progress.n_done * 10 // progress.n_files > self._shown * 10 // progress.n_files
        return is_tenth or now - self._shown_at >= _LINES_S

    def _write(self, text, now, progress):
        if self._is_terminal:
            self._stream.write(f"\r{text:<{self._width}}")
            self._width = len(text)
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()
        self._shown, self._shown_at = progress.n_done, now


def described(progress, elapsed_s):
    """ "12 of 80 files, 3.1 a second, 22 s left, 2 not usable": the rate is that of this run alone."""
    parts = [f"{progress.n_done:,} of {progress.n_files:,} files"]
    n_now = progress.n_done - progress.n_before
    if n_now and elapsed_s > 0:
        rate = n_now / elapsed_s
        parts.append(f"{rate:.{0 if rate >= 10 else 1}f} a second")
        if n_left := progress.n_files - progress.n_done:
            parts.append(f"{duration(n_left / rate)} left")
    if progress.n_failed:
        parts.append(f"{progress.n_failed:,} not usable")
    return ", ".join(parts)


def duration(seconds):
    """In words, to two units: "45 s", "3 min 20 s", "7 h 5 min"."""
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return said("{h:,} h {min} min", h=hours, min=minutes)
    return said("{min} min {s} s", min=minutes, s=seconds) if minutes else said("{s} s", s=seconds)


def tell_progress(n_done, n_all, what="files"):
    """A line on stderr at each tenth of the way."""
    if n_done * 10 // n_all > (n_done - 1) * 10 // n_all:
        sys.stderr.write(f"{n_done:,} of {n_all:,} {what}\n")


def tenths_teller():
    """A ``progress`` of shares, 0 to 1, that writes a line on stderr at each tenth."""
    told = 0

    def tell(share):
        nonlocal told
        if int(share * 10) > told:
            told = int(share * 10)
            sys.stderr.write(f"{told * 10} %\n")

    return tell
