"""Live sound in pyqtgraph's ImageItem, as its users do it: the peer of the program's own live spectrogram.

    python -m benchmarks.live_peer WIDTH HEIGHT

What sounddevice hears, as it does unless told otherwise, goes through a queue, and a timer draws it.
"""

import queue
import sys

import numpy as np

TITLE = "ImageItem, live"
_RATE, _N_FFT, _WIN, _HOP = 16_000, 512, 400, 160
_EVERY_MS = 16
_WINDOW = np.pad(np.hanning(_WIN + 1)[:-1], (_N_FFT - _WIN) // 2).astype(np.float32)


def columns_of(samples):
    """The whole frames of (n_samples,) as (n_bins, n_frames) in dB re full scale, and the samples for the next."""
    n = max(0, 1 + (len(samples) - _N_FFT) // _HOP)
    frames = np.lib.stride_tricks.sliding_window_view(samples, _N_FFT)[::_HOP] if n else np.zeros((0, _N_FFT))
    amplitude = np.abs(np.fft.rfft(frames * _WINDOW)) / (_WINDOW.sum() / 2)
    return 20 * np.log10(np.maximum(amplitude, 1e-6)).T.astype(np.float32), samples[n * _HOP :]


def main(width, height):
    import sounddevice
    from PyQt5.QtCore import Qt, QTimer
    from PyQt5.QtWidgets import QApplication

    from benchmarks.live_spectrogram import ImageItem

    app = QApplication([])
    picture = ImageItem(width, height)
    picture.widget.setWindowTitle(TITLE)
    picture.widget.setWindowFlag(Qt.FramelessWindowHint)
    picture.widget.show()
    blocks, waiting = queue.SimpleQueue(), np.zeros(0, np.float32)

    def draw():
        nonlocal waiting
        while not blocks.empty():
            waiting = np.concatenate([waiting, blocks.get()])
        columns, waiting = columns_of(waiting)
        if columns.size:
            picture.add(columns)

    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(draw)
    timer.start()
    with sounddevice.InputStream(_RATE, channels=1, callback=lambda heard, *_: blocks.put(heard[:, 0].copy())):
        app.exec()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
