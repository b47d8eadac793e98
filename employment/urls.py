"""The face of this floor's addresses."""

from employment.places.urls import urlpatterns as places
from employment.projects.urls import urlpatterns as projects

urlpatterns = [*projects, *places]
