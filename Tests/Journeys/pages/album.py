"""Screenshots of every page of a journey, kept as artefacts."""


# Pictures below the fold are loaded only when somebody scrolls there.
LOAD_PICTURES = """Promise.all([...document.images].map(picture => {
    picture.loading = "eager";
    return picture.decode().catch(() => {});
}))"""


class Album:
    def __init__(self, folder):
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number = 0

    def keep(self, page, name):
        self._number += 1
        page.evaluate(LOAD_PICTURES)
        page.screenshot(path=self._folder / f"{self._number:02}-{name}.png", full_page=True)
