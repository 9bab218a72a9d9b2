"""Export the block that draws spectrograms: python -m scripts.export_stft_block writes assets/stft_block.onnx."""

from gluonar_engine.backend import mx
from gluonar_engine.nn import STFTBlock
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.spectrogram import BLOCK_FILE, HOP_LENGTH, N_FFT, WIN_LENGTH, WINDOW

block = STFTBlock(
    n_fft=N_FFT, hop_length=HOP_LENGTH, win_length=WIN_LENGTH, window=WINDOW, center=False, power=2, nyquist=True
)
block.initialize()
block(mx.nd.zeros((1, N_FFT)))
export_onnx(block, BLOCK_FILE, output_name="power", output_rank=4)
print(f"wrote {BLOCK_FILE}")
