// What stands in the field of a public page comes along when its language is
// changed.
const field = document.querySelector('[data-carry]');

for (const form of document.querySelectorAll('form[action="/preferences"]')) {
  form.addEventListener('formdata', e => {
    if (field?.value) e.formData.set('carry', field.value);
  });
}
