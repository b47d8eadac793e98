"""The face of this floor's addresses."""

from housing.beds.urls import urlpatterns as beds
from housing.stays.urls import urlpatterns as stays

urlpatterns = [*beds, *stays]
