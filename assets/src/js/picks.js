// Filling in a field that belongs to one of several choices makes that choice:
// data-picks="to=department" checks the radio button of that name and value.
for (const field of document.querySelectorAll('[data-picks]')) {
  const [name, value] = field.dataset.picks.split('=');
  field.addEventListener('change', () => {
    const choice = [...(field.form?.elements[name] ?? [])].find(radio => radio.value === value);
    if (choice && field.value.trim()) choice.checked = true;
  });
}
