// Stands where Voilà wants MathJax, which it would fetch from elsewhere: pages show no formulas.
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
