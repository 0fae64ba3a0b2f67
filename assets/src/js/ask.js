// ask lets a dialog with one input and two buttons, valued "ok" and "", call then
// when it is confirmed: by its button, or by Enter in the input, which must not
// send the form around it.
export function ask(dialog, then) {
  const input = dialog.querySelector('input');
  const confirm = () => {
    if (!input.reportValidity()) return;
    dialog.close();
    then();
  };
  dialog.addEventListener('click', e => {
    const button = e.target.closest('button');
    if (!button) return;
    if (button.value === 'ok') confirm();
    else dialog.close();
  });
  input.addEventListener('keydown', e => {
    if (e.key !== 'Enter') return;
    e.preventDefault();
    confirm();
  });
  // Neither the address nor the words are fields of the form around the dialog.
  for (const type of ['change', 'input']) input.addEventListener(type, e => e.stopPropagation());
}
