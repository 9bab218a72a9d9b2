"""Speaker networks by name; importing this loads MXNet."""

from gluonar_engine.models.zoo import get_model, get_model_list

__all__ = ["get_model", "get_model_list"]
