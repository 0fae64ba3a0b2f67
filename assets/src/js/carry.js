// What stands in the field of a page comes along when its language is changed; so
// does where a list stands, which changes without the page.
for (const form of document.querySelectorAll('form[action="/preferences"]')) {
  form.addEventListener('formdata', e => {
    const typed = document.querySelector('[data-carry]')?.value;
    const here = document.querySelector('[data-here]')?.dataset.here;
    if (typed) e.formData.set('carry', typed);
    if (here) e.formData.set('back', here);
  });
}
