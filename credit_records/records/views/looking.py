"""What a page brings that shows somebody's credit data: whoever reads it leaves a look (FileLook), which the subject sees."""

from credit_records.records import queries, services
from credit_records.records.models import FileLook


class Looked:
    """Whose data the page shows. `record_path` leads from a row of the page to its record; a page without records overrides `files_shown()`."""

    record_path = "pk"
    look_under, look_purpose = FileLook.Under.SOURCE, ""  # of a reader without authorisation or duty: see log_looks()

    def rows_shown(self):
        raise NotImplementedError

    def files_shown(self):
        """The files out of which the page tells what is not public."""
        return queries.files_told_of(self.rows_shown(), self.record_path)

    def leave_looks(self, way):
        services.log_looks(files=self.files_shown(), by=self.actor(), way=way, otherwise=self.look_under, purpose=self.look_purpose)


class LeavesLook(Looked):
    """For a page about one object. The look is written once the page has been rendered: what failed was not read, and HEAD reads nothing."""

    def rows_shown(self):
        return self.visible().filter(pk=self.object.pk)

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200 and hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(lambda rendered: self.leave_looks(FileLook.Way.PAGE))
        return response


class ExportLeavesLooks(Looked):
    """For a list: its export leaves a look at each file in it. On the screen it says what there is to open, and opening leaves the look."""

    def rows_shown(self):
        return self.rows()

    def export_rows(self):
        if self.request.method == "GET":
            self.leave_looks(FileLook.Way.EXPORT)
        return super().export_rows()
