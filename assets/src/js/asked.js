// What a question says of its answer follows the answer. The order that it shows
// is an answer only of somebody who has made it: once a row of <m-order> has
// moved, the form's hidden "moved" says so. And what .lacking says, that too few
// are chosen, holds until something changes; then the line under the question
// says it. Both happen before the form is sent for the change, hence on the way
// down.
document.addEventListener('change', e => {
  const form = e.target.closest?.('m-autosave form');
  if (e.target.localName === 'm-order' && form?.elements.moved) form.elements.moved.value = '1';
  const lacking = form?.querySelector('.lacking');
  if (lacking) lacking.hidden = true;
}, true);
