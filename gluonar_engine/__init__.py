"""Speech to numbers: feature blocks, embedder, losses, scoring and metrics.

Knows nothing of windows, databases or microphones.  Importing it loads neither MXNet, ONNX Runtime nor PyAV.
"""

SAMPLE_RATE = 16_000  # Hz; every waveform inside the program is mono float32 at this rate
