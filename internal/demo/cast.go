package demo

import "masar/internal/people"

// An agency is one of the demonstration house, with its people.
type agency struct {
	ar, en string
	cast   []member
	past   []member // who were in the workshop two months ago
}

// A member is one person of the cast.
type member struct {
	signIn, ar, en, department string
	role                       people.Role
}

var agencies = []agency{
	{"هيئة الخدمات البلدية", "Municipal Services Authority", []member{
		{"hr.municipal", "خلود بنت سيف الكيومية", "Khulood Al Kiyumi", "الموارد البشرية", people.HR},
		{"trainer.municipal", "طلال بن حارث العزري", "Talal Al Azri", "التدريب", people.Trainer},
		{"salim.hinai", "سالم بن خلفان الهنائي", "Salim Al Hinai", "التخطيط", people.Learner},
		{"maryam.balushi", "مريم بنت سالم البلوشية", "Maryam Al Balushi", "الشؤون المالية", people.Learner},
		{"fatma.ghafri", "فاطمة بنت سيف الغافرية", "Fatma Al Ghafri", "الإعلام والتواصل", people.Learner},
		{"munther.wahaibi", "منذر بن سعود الوهيبي", "Munther Al Wahaibi", "تقنية المعلومات", people.Learner},
		{"huda.shukaili", "هدى بنت خميس الشكيلية", "Huda Al Shukaili", "خدمة المراجعين", people.Learner},
		{"qais.toubi", "قيس بن عامر التوبي", "Qais Al Toubi", "التخطيط", people.Learner},
		{"khalid.maamari", "خالد بن سعيد المعمري", "Khalid Al Maamari", "تقنية المعلومات", people.Learner},
		{"aisha.zadjali", "عائشة بنت جمعة الزدجالية", "Aisha Al Zadjali", "الشؤون القانونية", people.Learner},
	}, []member{
		{"thuraya.sulaimi", "ثريا بنت حمد السليمية", "Thuraya Al Sulaimi", "الإعلام والتواصل", people.Learner},
		{"jamal.kharusi", "جمال بن راشد الخروصي", "Jamal Al Kharusi", "التخطيط", people.Learner},
		{"badriya.fazari", "بدرية بنت علي الفزارية", "Badriya Al Fazari", "خدمة المراجعين", people.Learner},
		{"majid.ghailani", "ماجد بن سليمان الغيلاني", "Majid Al Ghailani", "تقنية المعلومات", people.Learner},
		{"abeer.mandhari", "عبير بنت خالد المنذرية", "Abeer Al Mandhari", "الشؤون القانونية", people.Learner},
		{"rashid.abri", "راشد بن حمدان العبري", "Rashid Al Abri", "التخطيط", people.Learner},
		{"nawal.saqri", "نوال بنت يعقوب الصقرية", "Nawal Al Saqri", "الإعلام والتواصل", people.Learner},
	}},
	{"مركز الإحصاء والمعلومات", "Statistics and Information Centre", []member{
		{"hr.statistics", "أحمد بن ناصر الرواحي", "Ahmed Al Rawahi", "الموارد البشرية", people.HR},
		{"trainer.statistics", "شيخة بنت راشد اليعقوبية", "Shaikha Al Yaqoubi", "التدريب", people.Trainer},
		{"muna.balushi", "منى بنت عبدالله البلوشية", "Muna Al Balushi", "التحليل", people.Learner},
		{"yousuf.farsi", "يوسف بن إبراهيم الفارسي", "Yousuf Al Farsi", "التحليل", people.Learner},
		{"laila.siyabi", "ليلى بنت حمود السيابية", "Laila Al Siyabi", "النشر", people.Learner},
		{"said.jabri", "سعيد بن محمد الجابري", "Said Al Jabri", "تقنية المعلومات", people.Learner},
		{"rahma.amri", "رحمة بنت علي العامرية", "Rahma Al Amri", "خدمة المستفيدين", people.Learner},
		{"hamad.kindi", "حمد بن يحيى الكندي", "Hamad Al Kindi", "النشر", people.Learner},
	}, nil},
	{"مؤسسة تنمية المجتمع", "Community Development Foundation", []member{
		{"hr.community", "إيمان بنت محمد الحارثية", "Iman Al Harthi", "الموارد البشرية", people.HR},
		{"trainer.community", "عادل بن زاهر الشيدي", "Adil Al Shidi", "التدريب", people.Trainer},
		{"nasra.habsi", "نصرة بنت صالح الحبسية", "Nasra Al Habsi", "البرامج", people.Learner},
		{"talib.mahrouqi", "طالب بن هلال المحروقي", "Talib Al Mahrouqi", "البرامج", people.Learner},
		{"amal.riyami", "أمل بنت سليمان الريامية", "Amal Al Riyami", "الشراكات", people.Learner},
		{"badr.naabi", "بدر بن ماجد النعماني", "Badr Al Naamani", "الشراكات", people.Learner},
		{"zuwaina.mukhaini", "زوينة بنت فهد المخينية", "Zuwaina Al Mukhaini", "المتطوعون", people.Learner},
		{"issa.saadi", "عيسى بن مبارك السعدي", "Issa Al Saadi", "المتطوعون", people.Learner},
	}, nil},
}

// civilTails are the last digits of civil numbers, of the few whose HR has
// written them down.
var civilTails = map[string]string{"salim.hinai": "417", "thuraya.sulaimi": "052", "muna.balushi": "830"}

// departments are the departments of the cast by their names in English.
var departments = map[string]string{
	"الموارد البشرية": "Human Resources", "التدريب": "Training", "التخطيط": "Planning", "الشؤون المالية": "Finance",
	"الإعلام والتواصل": "Media and Communication", "تقنية المعلومات": "Information Technology", "خدمة المراجعين": "Customer Service",
	"الشؤون القانونية": "Legal Affairs", "التحليل": "Analysis", "النشر": "Publishing", "خدمة المستفيدين": "User Services",
	"البرامج": "Programmes", "الشراكات": "Partnerships", "المتطوعون": "Volunteers",
}
