// A file may be dropped anywhere on the form; without this script it is chosen in the field.
const form = document.getElementById("aanlevering");
const field = document.getElementById("file");
const mark = (on) => form.classList.toggle("dropping", on);
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    mark(true);
  });
}
form.addEventListener("dragleave", () => mark(false));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  mark(false);
  if (event.dataTransfer.files.length === 1) {
    field.files = event.dataTransfer.files;
  }
});
