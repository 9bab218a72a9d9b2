"""Who is the same speaker: every pair of some recordings compared.

python examples/verify_pairs.py [RECORDING ...]                           the shipped model, on ONNX Runtime
python examples/verify_pairs.py [RECORDING ...] --symbol JSON --params FILE      the published network of GluonAR
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gluonar_engine.data.audio import decode
from gluonar_engine.data.transforms import center_crop
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.scoring import normalize

SAMPLES = [ROOT / "assets/samples" / name for name in ("Alba/test-1.flac", "Alba/test-2.flac")]
SAMPLES += [ROOT / "assets/samples" / name for name in ("Bruno/test-1.flac", "Bruno/test-2.flac")]
VOX_N_SAMPLES = 35_840  # 2.24 s, the one length that the published network takes


def by_shipped_model(waveforms):
    """Scores (n, n), and how to read them."""
    encoder = SpeakerEncoder.load()
    embeddings = np.stack([encoder.embed(waveform) for waveform in waveforms])
    threshold = encoder.calibration.score_at(0.0)
    scores = np.stack([encoder.scorer.against(embeddings, embedding)[0] for embedding in embeddings])
    unit = "normalised score" if encoder.scorer.is_normalized else "cosine"
    return scores, f"{unit}, same speaker when above {threshold:.2f}"


def by_published_network(waveforms, symbol_file, params_file):
    """Euclidean distances (n, n) of unit vectors, and how to read them."""
    from gluonar_engine.backend import mx
    from gluonar_engine.models.symbolfile import load_symbol

    net = load_symbol(symbol_file, params_file)
    batch = np.stack([center_crop(waveform[:VOX_N_SAMPLES], VOX_N_SAMPLES) for waveform in waveforms])
    embeddings = normalize(net(mx.nd.array(batch)).asnumpy())
    distances = np.linalg.norm(embeddings[:, np.newaxis] - embeddings, axis=2)
    return distances, "Euclidean distance, same speaker when below 1.00"


def main():
    parser = argparse.ArgumentParser(description="Compare every pair of some recordings.")
    parser.add_argument("recordings", nargs="*", default=SAMPLES, type=Path, help="any sound files")
    parser.add_argument("--symbol", metavar="JSON", help="the published vox-res18-symbol.json")
    parser.add_argument("--params", metavar="FILE", help="the published vox-res18-0000.params")
    options = parser.parse_args()
    if bool(options.symbol) != bool(options.params):
        parser.error("--symbol and --params belong together")

    waveforms = [decode(path).waveform for path in options.recordings]
    if options.symbol:
        scores, meaning = by_published_network(waveforms, options.symbol, options.params)
    else:
        scores, meaning = by_shipped_model(waveforms)
    for path, row in zip(options.recordings, scores, strict=True):
        print(f"{'/'.join(path.parts[-2:]):<24}" + "".join(f"{score:8.3f}" for score in row))
    print(meaning)


if __name__ == "__main__":
    main()
