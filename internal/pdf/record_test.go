package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func sampleRecord() TrainingRecord {
	r := TrainingRecord{
		Lang: arabic, Issuer: "أكاديمية مسار للتدريب", Title: "السجل التدريبي",
		Lines:      []string{"ميمونة بنت سعيد بن ناصر الرواحية", "دائرة التخطيط والإحصاء", "من يناير ٢٠٢٥ م إلى مارس ٢٠٢٦ م"},
		CourseHead: "البرنامج", HoursHead: "الساعات", DateHead: "التاريخ", SerialHead: "رقم الشهادة",
		TotalWord: "المجموع", TotalHours: "٤٠",
		Serial: "REC-2026-00042-1", VerifyURL: "https://masar.example.org/verify/R7Q2-M9KX", VerifyWord: "رمز للتحقق من صحة السجل",
		IssuedAt: time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC),
	}
	for i := range 30 {
		r.Courses = append(r.Courses, RecordedCourse{"إعداد الأدلة الإرشادية للمشاركة المجتمعية", "١٠", "١٦ مارس ٢٠٢٦ م", fmt.Sprintf("MSR-2026-%05d-3", i)})
	}
	return r
}

func TestTrainingRecordReadsBack(t *testing.T) {
	r := sampleRecord()
	var b bytes.Buffer
	signer := newSigner(t, ecKey(t))
	r.Signer = &signer
	if err := newEngine(t).TrainingRecord(&b, r); err != nil {
		t.Fatal(err)
	}
	keep(t, "record", b.Bytes())
	name := saved(t, b.Bytes())
	text := plain(run(t, "pdftotext", "-layout", name, "-"))
	for _, want := range append(r.Lines, r.Title, r.SerialHead, r.TotalWord, r.Serial, "masar.example.org/verify/R7Q2-M9KX", r.Courses[0].Course, r.Courses[29].Serial) {
		if !strings.Contains(text, plain(want)) {
			t.Errorf("%q is not read back", want)
		}
	}
	if said := run(t, "pdfsig", "-nocert", name); !strings.Contains(said, "Signature is Valid") {
		t.Errorf("pdfsig says\n%s", said)
	}
}
