const {PythonProject}=require('/work/main/lib/index.js');
for (const i of [1,2,3]) { const t=process.hrtime.bigint();
const p=PythonProject.inspect(process.argv[2]);
console.log((Number(process.hrtime.bigint()-t)/1e6).toFixed(0),'ms', p.findings.length, p.problems.length); }
