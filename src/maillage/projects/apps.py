from maillage.core.rooms import RoomConfig


class ProjectsConfig(RoomConfig):
    default = True
    name = "maillage.projects"
    label = "projects"
