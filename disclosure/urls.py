"""The doors of this wing's rooms, gathered."""

urlpatterns = []
