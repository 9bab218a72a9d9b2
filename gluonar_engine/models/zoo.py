"""Networks by name."""

from gluonar_engine.models.resnet import ResNetSpec, SpeakerResNet

_SPECS = {
    "resnet18": ResNetSpec((2, 2, 2, 2), (32, 64, 128, 256)),
    "resnet34": ResNetSpec((3, 4, 6, 3), (32, 64, 128, 256)),
    # Strides from the first layer on: about four times cheaper, so that two cores can train it.
    "resnet18_early": ResNetSpec((2, 2, 2, 2), (24, 48, 96, 160), stem_stride=2, n_mels=64),
}


def get_model_list():
    """The known names, sorted."""
    return sorted(_SPECS)


def get_model(name, **kwargs):
    """The network ``name``, not initialised.

    Raises
    ------
    ValueError
        For an unknown name; the message lists the known ones.
    """
    if name not in _SPECS:
        raise ValueError(f"unknown model {name!r}, known are {', '.join(get_model_list())}")
    return SpeakerResNet(_SPECS[name], **kwargs)
