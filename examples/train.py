"""A speaker network trained by Gluon's own means, in as few lines as it takes.

python examples/train.py FOLDER [--epochs N] [--out FILE]

FOLDER has one folder a speaker, as VoxCeleb has.  For a model to use, with augmentation, held-out speakers,
calibration and resuming, there is `python -m gluonar_engine.training`.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import context, mx
from gluonar_engine.data.datasets import VoxAudioFolderDataset
from gluonar_engine.data.transforms import random_crop
from gluonar_engine.losses import get_loss
from gluonar_engine.models import get_model


def main():
    parser = argparse.ArgumentParser(description="Train a speaker network on a folder of speakers.")
    parser.add_argument("folder", help="FOLDER/speaker/**/*.m4a, or any other sound files")
    parser.add_argument("--model", default="resnet18_early")
    parser.add_argument("--loss", default="arc")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--crop-s", type=float, default=1.6, help="seconds of each recording in a batch")
    parser.add_argument("--out", type=Path, default=Path("build/examples/net.params"), metavar="FILE")
    options = parser.parse_args()
    train(options, context())


def train(options, ctx):
    rng = np.random.default_rng(0)
    n_samples = int(options.crop_s * SAMPLE_RATE)
    data = VoxAudioFolderDataset(
        options.folder, min_duration_s=options.crop_s, transform=lambda waveform: random_crop(rng, waveform, n_samples)
    )
    print(f"{len(data)} recordings of {len(data.speakers)} speakers, {len(data.skipped)} skipped")
    batches = mx.gluon.data.DataLoader(data, options.batch_size, shuffle=True)

    net = get_model(options.model)
    net.initialize(mx.init.MSRAPrelu(slope=0), ctx=ctx)
    net.hybridize(static_alloc=True)
    dim = net(mx.nd.zeros((1, n_samples), ctx=ctx)).shape[1]
    loss = get_loss(options.loss, n_classes=len(data.speakers), dim=dim)
    loss.initialize(ctx=ctx)
    params = net.collect_params()
    params.update(loss.collect_params())
    trainer = mx.gluon.Trainer(params, "adam", {"learning_rate": 1e-3})

    for epoch in range(1, options.epochs + 1):
        total = 0.0
        for waveforms, labels in batches:
            waveforms, labels = waveforms.as_in_context(ctx), labels.as_in_context(ctx)
            with mx.autograd.record():
                values = loss(net(waveforms), labels)
            values.backward()
            trainer.step(len(labels))
            total += values.sum().asscalar()
        print(f"epoch {epoch}: loss {total / len(data):.3f}")

    options.out.parent.mkdir(parents=True, exist_ok=True)
    net.save_parameters(str(options.out))
    print(f"the network's weights are in {options.out}")


if __name__ == "__main__":
    main()
