"""How the page looks beyond what simcord gives it: its title, and a narrow window."""

from typing import Any

from simcord.preview._server import PreviewServer

TITLE, OURS = "<title>SimCord Preview</title>", "<title>DL Guide, on this machine</title>"
STYLE = """
.channel-composer { grid-template-columns: minmax(0, 1fr); }
@media (max-width: 760px) {
  .preview-shell { --toolbar-height: 48px; }
  .preview-toolbar { flex-wrap: nowrap; }
  .preview-brand, #refresh, #capture-open, #inspector-toggle, #view-action-output { display: none; }
  #action-status { flex: 1 1 0; min-width: 0; overflow: hidden; text-align: end; text-overflow: ellipsis; }
}
"""
"""The line that is replied to ends where the box does, and what is for makers of bots leaves room to the rest."""


class LocalServer(PreviewServer):
    """Serves simcord's page in our look."""

    async def _static(self, request: Any) -> Any:
        response = await super()._static(request)
        if request.path == "/preview.css":
            response.text += STYLE
        elif request.path == "/":
            response.text = response.text.replace(TITLE, OURS)
        return response
